package main

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// Exact samples score a half, and a flow of hardly any training does not; the table has both, and every observation.
func TestReference(t *testing.T) {
	folder := os.Getenv("INNLAB_DATA")
	if folder == "" {
		t.Skip("INNLAB_DATA is not set: no reference posteriors to compare with")
	}
	out := filepath.Join(t.TempDir(), "r")
	must(t, "", "reference "+filepath.Join(folder, "sbibm")+" -scenes two-moons -sims 100,200 -observations 2 -workers 1 -o "+out)
	f, err := os.Open(out + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) != 1+2*3 {
		t.Fatal(rows, err)
	}
	for _, r := range rows[1:] {
		c2st, err := strconv.ParseFloat(r[6], 64)
		if exact := r[2] == "exact"; err != nil || exact != (math.Abs(c2st-0.5) < 0.02) || exact != (r[10] == "") {
			t.Error(r)
		}
	}
	if r := rows[5]; r[2] != "200" || r[3] != "1" || r[5] != "1" {
		t.Error(r)
	}
	if _, err := os.Stat(out + ".md"); err != nil {
		t.Error(err)
	}
}

func TestReferenceWrong(t *testing.T) {
	for line, status := range map[string]int{
		"reference":                       wrongUsage,
		"reference x -scenes modes":       wrongUsage,
		"reference x -sims 1e4":           wrongUsage,
		"reference x -method magic":       wrongUsage,
		"reference /nowhere -sims 100":    failed,
		"reference x -sims 100 -seeds 99": wrongUsage,
	} {
		if got, _, stderr := call(t, "", line); got != status || stderr == "" {
			t.Errorf("%s: status %d, %q", line, got, stderr)
		}
	}
}
