package main

import (
	"math"
	"strings"
	"testing"

	"innlab/scenes"
)

// A scene with a measure of its own is judged by it: colours by CIEDE2000, here the pairs 1, 7 and 25 of Sharma, Wu, Dalal
// (2005), table 1, whose differences are 2.0425, 0 and 1.2644. Other scenes have none.
func TestDifference(t *testing.T) {
	find := func(scene, setup string) *scenes.Setup {
		s, err := scenes.Find(scene)
		if err != nil {
			t.Fatal(err)
		}
		u, err := s.Setup(setup)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	asked := []float64{50, 2.6772, -79.7751, 50, 0, 0, 60.2574, -34.0099, 36.2677}
	simulated := []float64{50, 0, -82.7485, 50, 0, 0, 60.4626, -34.1751, 39.4387}
	d := differenceOf(find("colour", "lab"), asked, simulated)
	if d == nil || d.Name != "ciede2000" || math.Abs(float64(d.Median)-1.2644) > 1e-4 || math.Abs(float64(d.Most)-2.0425) > 1e-4 {
		t.Errorf("%+v", d)
	}
	var out strings.Builder
	if err := (&evaluation{Difference: d}).print(&out); err != nil || !strings.Contains(out.String(), "ciede2000_median") || !strings.Contains(out.String(), "ciede2000_95") {
		t.Errorf("%v, printed: %s", err, out.String())
	}
	u := find("colour", "spectrum")
	if d := differenceOf(u, u.Start, u.Start); d == nil || d.Most != 0 {
		t.Errorf("a spectrum differs from itself: %+v", d)
	}
	if d := differenceOf(find("modes", "all"), make([]float64, 8), make([]float64, 8)); d != nil {
		t.Errorf("modes are judged as colours: %+v", d)
	}
}
