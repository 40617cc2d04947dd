package paint

import (
	"encoding/csv"
	"image/color"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/lucasb-eyer/go-colorful"
)

// TestWhitePoints: the published white points, which come of sums at every 1 or 5 nm. Sums at every 10 nm miss those of a
// smooth lamp by little, those of daylight, which has teeth, by more: 0.05 and 0.1 in X, Y, Z of which Y is 100.
func TestWhitePoints(t *testing.T) {
	for _, c := range []struct {
		light *Light
		want  [3]float64
		error float64
	}{
		{D65, [3]float64{95.047, 100, 108.883}, 0.1},
		{A, [3]float64{109.85, 100, 35.585}, 0.05},
	} {
		for j, v := range c.light.White {
			if d := 100*v - c.want[j]; !(math.Abs(d) < c.error) {
				t.Errorf("%s, number %d: %.3f, want %.3f", c.light.Name, j+1, 100*v, c.want[j])
			}
		}
	}
	if v := lamp(560); math.Abs(v-100) > 1e-12 {
		t.Errorf("the lamp at 560 nm: %g, want 100", v)
	}
	// Table of illuminant A in CIE 015.
	for _, c := range []struct{ nm, want float64 }{{380, 9.7951}, {500, 59.8611}, {600, 129.043}, {700, 198.261}} {
		if v := lamp(c.nm); math.Abs(v/c.want-1) > 1e-5 {
			t.Errorf("the lamp at %g nm: %.5g, want %g", c.nm, v, c.want)
		}
	}
	flat := make([]float64, Bands)
	for i := range flat {
		flat[i] = 1
	}
	for _, l := range []*Light{D65, A} {
		lab := l.Lab(flat)
		if math.Abs(lab[0]-100)+math.Abs(lab[1])+math.Abs(lab[2]) > 1e-9 {
			t.Errorf("a perfect white under %s is %.4f", l.Name, lab)
		}
		if c, inside := l.Swatch(flat); !inside || c != (color.NRGBA{255, 255, 255, 255}) {
			t.Errorf("a perfect white under %s is shown as %v", l.Name, c)
		}
	}
}

// TestAdaptation: the matrix from A to D65 that is published beside the whites it was computed for (Lindbloom,
// brucelindbloom.com, Chromatic Adaptation), and that white becomes white.
func TestAdaptation(t *testing.T) {
	want := [3][3]float64{
		{0.8446965, -0.1179225, 0.3948108},
		{-0.1366303, 1.1041226, 0.1291718},
		{0.0798489, -0.1348999, 3.1924009},
	}
	worst := func(m [3][3]float64) (d float64) {
		for i := range m {
			for j := range m[i] {
				d = max(d, math.Abs(m[i][j]-want[i][j]))
			}
		}
		return d
	}
	a := [3]float64{1.09850, 1, 0.35585}
	if d := worst(adapt(a, colorful.D65)); d > 2e-6 {
		t.Errorf("the matrix is off by %.2g", d)
	}
	if d := worst(adapt(colorful.D65, a)); d < 0.1 {
		t.Error("the wrong direction passes")
	}
}

// TestDifferenceLibrary: far from opposite hues the formula is that of go-colorful, which was written by others.
func TestDifferenceLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	n := 0
	for range 2000 {
		p := [3]float64{100 * r.Float64(), 160*r.Float64() - 80, 160*r.Float64() - 80}
		q := [3]float64{100 * r.Float64(), 160*r.Float64() - 80, 160*r.Float64() - 80}
		_, h1 := polar(p[1], p[2])
		_, h2 := polar(q[1], q[2])
		if d := math.Abs(h1 - h2); d > 170 && d < 190 {
			continue
		}
		n++
		if d, want := Difference(p, q), 100*unlab(p).DistanceCIEDE2000(unlab(q)); math.Abs(d-want) > 1e-8 {
			t.Errorf("%.4v and %.4v: %.8f, go-colorful has %.8f", p, q, d, want)
		}
	}
	if n < 1500 {
		t.Errorf("only %d pairs", n)
	}
}

// TestDifference: the 34 pairs of Sharma, Wu, Dalal (2005), to the four decimals that are published.
func TestDifference(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(string(reference(t, "ciede2000.csv")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 35 {
		t.Fatalf("%d pairs, want 34", len(rows)-1)
	}
	naive := 0
	for i, row := range rows[1:] {
		var v [7]float64
		for j, s := range row {
			if v[j], err = strconv.ParseFloat(s, 64); err != nil {
				t.Fatal(err)
			}
		}
		p, q := [3]float64(v[:3]), [3]float64(v[3:6])
		for _, d := range []float64{Difference(p, q), Difference(q, p)} {
			if !(math.Abs(d-v[6]) < 0.5e-4+1e-9) {
				t.Errorf("pair %d: %.5f, want %.4f", i+1, d, v[6])
			}
		}
		if math.Abs(math.Hypot(math.Hypot(p[0]-q[0], p[1]-q[1]), p[2]-q[2])-v[6]) > 0.5e-4 {
			naive++
		}
	}
	if naive < 30 {
		t.Errorf("the distance of 1976 fails only %d pairs: they prove nothing", naive)
	}
}

// TestScreen: colours of the screen go to L*, a*, b* and back, what it lacks is said, and its primaries are where the
// standard has them (IEC 61966-2-1).
func TestScreen(t *testing.T) {
	for _, c := range []color.NRGBA{{0, 0, 0, 255}, {255, 255, 255, 255}, {255, 0, 0, 255}, {0, 255, 0, 255}, {12, 200, 255, 255}} {
		if got, inside := SRGB(Lab(c)); got != c || !inside {
			t.Errorf("%v becomes %v, on the screen %v", c, got, inside)
		}
	}
	for _, lab := range [][3]float64{{50, 120, 0}, {50, -100, 0}, {120, 0, 0}, {-5, 0, 0}} {
		if _, inside := SRGB(lab); inside {
			t.Errorf("a screen shows %v", lab)
		}
	}
	red := Lab(color.NRGBA{255, 0, 0, 255})
	for j, want := range [3]float64{53.24, 80.09, 67.20} {
		if math.Abs(red[j]-want) > 0.02 {
			t.Errorf("red is %.2f", red)
		}
	}
}
