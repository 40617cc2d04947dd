package own

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A y of few whole numbers is labels, x and what goes further are numbers; either can be said, and a card reads its rows
// again.
func TestFewNumbers(t *testing.T) {
	var s strings.Builder
	s.WriteString("a,kind,count,half,name\n")
	for i := range 600 {
		fmt.Fprintf(&s, "%g,%d,%d,%g,%s\n", float64(i%37)/10, i*i%8, i%20, float64(i%8)/2, []string{"p", "q"}[i%2])
	}
	path := put(t, "t.csv", s.String())
	for _, c := range []struct {
		x, y   string
		dimY   int
		labels int
		either []Either
	}{
		{"a", "kind", 3, 3, []Either{{"kind", true}}}, // squares modulo 8 are 0, 1 and 4
		{"a", "kind:numbers", 1, 0, []Either{{"kind", false}}},
		{"a", "count", 1, 0, nil},
		{"a", "count:labels", 20, 20, []Either{{"count", true}}},
		{"a", "half", 1, 0, nil},
		{"a", "3:labels", 20, 20, []Either{{"count", true}}},
		{"a", "kind,half", 4, 0, []Either{{"kind", true}}},
		{"kind", "a", 1, 0, nil},
	} {
		d, err := Load(context.Background(), path, c.x, c.y, nil)
		if err != nil {
			t.Fatalf("-y %s: %v", c.y, err)
		}
		p := d.Scene().Setups[0].Problem
		if p.DimX != 1 || p.DimY != c.dimY || p.Labels != c.labels || !slices.Equal(d.Report.Either, c.either) {
			t.Errorf("-x %s -y %s: %d and %d numbers, %d labels, %v", c.x, c.y, p.DimX, p.DimY, p.Labels, d.Report.Either)
		}
		card, err := ReadCard(d.Card.Text())
		if err != nil {
			t.Fatal(err)
		}
		again, same, err := card.Load(context.Background(), path, nil)
		if err != nil || !same || !slices.Equal(again.Train.Y, d.Train.Y) {
			t.Errorf("-y %s: read again, same %v, %v", c.y, same, err)
		}
	}
	for list, want := range map[string]string{
		"name:numbers":  `column name holds text, like "p"`,
		"nought:labels": `there is no column "nought"`,
		"a:labels,a":    "named twice",
	} {
		if _, err := Load(context.Background(), path, "half", list, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("-y %s: %v, want %q", list, err, want)
		}
	}
	if _, err := Load(context.Background(), filepath.Join(t.TempDir(), "none.csv"), "a", "b", nil); err == nil {
		t.Error("a file that is not there was read")
	}
}
