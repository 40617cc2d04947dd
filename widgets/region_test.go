package widgets

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"
)

// normalPoints are draws from a normal distribution with a spread in units, about a place.
func normalPoints(n int, x, y, spread float64) []Point {
	r := rand.New(rand.NewPCG(7, 8))
	at := make([]Point, n)
	for i := range at {
		at[i] = Point{x + spread*r.NormFloat64(), y + spread*r.NormFloat64()}
	}
	return at
}

// inside counts the points within closed lines, by how often a ray crosses them.
func inside(lines [][]Point, at []Point) (n int) {
	for _, p := range at {
		odd := false
		for _, l := range lines {
			for i := 1; i < len(l); i++ {
				a, b := l[i-1], l[i]
				if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(b.X-a.X)*(p.Y-a.Y)/(b.Y-a.Y) {
					odd = !odd
				}
			}
		}
		if odd {
			n++
		}
	}
	return n
}

// surface is the area inside closed lines, holes taken off.
func surface(lines [][]Point) float64 {
	sum := 0.0
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			sum += (l[i-1].X*l[i].Y - l[i].X*l[i-1].Y) / 2
		}
	}
	return math.Abs(sum)
}

// The region of a normal cloud is a disc of radius σ·√(−2·ln(1 − share)); that of two far clouds is two.
func TestRegion(t *testing.T) {
	sight := Rect{0, 0, 400, 400}
	for _, share := range []float64{0.5, 0.9} {
		one := normalPoints(4000, 200, 200, 40)
		lines := regionOutline(one, sight, share)
		if got := float64(inside(lines, one)) / 4000; math.Abs(got-share) > 0.015 {
			t.Errorf("the region of %g holds %g", share, got)
		}
		want := -2 * math.Log(1-share) * math.Pi * 40 * 40
		if got := surface(lines); math.Abs(got/want-1) > 0.12 {
			t.Errorf("the region of %g covers %.0f, want about %.0f", share, got, want)
		}
		for _, l := range lines {
			if l[0] != l[len(l)-1] {
				t.Error("a line is open")
			}
		}
	}
	two := append(normalPoints(2000, 100, 100, 8), normalPoints(2000, 300, 300, 8)...)
	lines := regionOutline(two, sight, 0.9)
	large := 0
	for _, l := range lines {
		if enclosed(l) > 300 {
			large++
		}
	}
	if want := 2 * -2 * math.Log(0.1) * math.Pi * 64; large != 2 || math.Abs(surface(lines)/want-1) > 0.25 {
		t.Errorf("two clouds have %d outlines and cover %.0f, want 2 and about %.0f", large, surface(lines), want)
	}
	// A sharp spot in a cloud ten times as wide: the cloud has one outline, not one for each of its points.
	spot := append(normalPoints(1000, 200, 200, 3), normalPoints(1000, 200, 200, 30)...)
	lines = regionOutline(spot, sight, 0.9)
	if got := float64(inside(lines, spot)) / 2000; len(lines) != 1 || math.Abs(got-0.9) > 0.02 {
		t.Errorf("a spot in a cloud has %d outlines that hold %g", len(lines), got)
	}
	// A thin ring is outlined from within too, which smoothing as wide as the whole cloud would not do.
	var ring []Point
	for i, p := range normalPoints(3000, 0, 0, 3) {
		sin, cos := math.Sincos(float64(i))
		ring = append(ring, Point{200 + (80+p.X)*cos, 200 + (80+p.X)*sin})
	}
	lines = regionOutline(ring, sight, 0.9)
	if n := inside(lines, []Point{{200, 200}}); n != 0 {
		t.Error("the middle of a ring is inside its region")
	}
	if n := inside(lines, ring); math.Abs(float64(n)/3000-0.9) > 0.02 {
		t.Errorf("the region of a ring holds %d of 3000", n)
	}
}

func BenchmarkRegion(b *testing.B) {
	at := normalPoints(2000, 200, 200, 40)
	for b.Loop() {
		regionOutline(at, Rect{0, 0, 400, 400}, 0.9)
	}
}

// Clouds of few points, or of one place, have no outline and do no harm.
func TestRegionOfNothing(t *testing.T) {
	sight := Rect{0, 0, 100, 100}
	same := make([]Point, 100)
	far := normalPoints(100, 1e7, 0, 1)
	for name, at := range map[string][]Point{"nothing": nil, "few": same[:5], "one place": same, "far away": far} {
		if lines := regionOutline(at, sight, 0.9); lines != nil {
			t.Errorf("%s: %d lines", name, len(lines))
		}
	}
	p := NewPixels(image.NewRGBA(image.Rect(0, 0, 50, 50)), 1)
	plot := samplePlot(Light(), 10, false)
	plot.Marks = []Mark{
		Region{Cloud: Pairs([]float64{math.NaN(), 0, math.Inf(1), 1}), Share: 0.9},
		Paths{List: [][][2]float64{nil, {{0, 0}}, {{0, math.NaN()}, {1, 1}}}, Pen: Pen{Color: Light().Post, Width: 1}},
	}
	plot.Draw(p, Rect{0, 0, 50, 50})
}
