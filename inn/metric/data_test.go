package metric

import (
	"compress/bzip2"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// reference returns the reference posterior of a task of the sbibm benchmark (MIT licence) for one observation, 10 000
// points (n×dim).
func reference(t *testing.T, task string, observation, dim int) []float64 {
	t.Helper()
	folder := os.Getenv("INNLAB_DATA")
	if folder == "" {
		t.Skip("INNLAB_DATA is not set: no reference posteriors to compare with")
	}
	f, err := os.Open(filepath.Join(folder, "sbibm", task, strconv.Itoa(observation), "reference_posterior_samples.csv.bz2"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(bzip2.NewReader(f)).ReadAll()
	if err != nil || len(lines) != 10001 || len(lines[0]) != dim {
		t.Fatalf("%s: %d lines, %v", f.Name(), len(lines), err)
	}
	var x []float64
	for _, line := range lines[1:] {
		for _, s := range line {
			v, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatal(fmt.Errorf("%s: %w", f.Name(), err))
			}
			x = append(x, v)
		}
	}
	return x
}
