package widgets

import (
	"image"
	"math"
	"strings"
	"testing"
)

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		axis   Axis
		length float64
		want   string
	}{
		{Axis{Min: -3.3, Max: 3.3}, 480, "−3 −2 −1 0 1 2 3"},
		{Axis{Min: -3.3, Max: 3.3}, 230, "−2 0 2"},
		{Axis{Min: 0, Max: 4800, Short: true}, 250, "0 1k 2k 3k 4k"},
		{Axis{Min: 0, Max: 2400, Short: true}, 250, "0 500 1k 1.5k 2k"},
		{Axis{Min: 0, Max: 0.0031}, 200, "0.000 0.001 0.002 0.003"},
		{Axis{Min: 3e-3, Max: 1.5, Log: true}, 180, "0.01 0.1 1"},
		{Axis{Min: 0.3, Max: 4, Log: true}, 300, "0.5 1 2"},
		{Axis{Min: 1e-9, Max: 1e3, Log: true}, 150, "1e−9 1e−5 0.1 1\u2009000"},
		{Axis{Min: 2e-3, Max: 2.4, Log: true}, 84, "0.01 1"},
		{Axis{Min: 1.1, Max: 1.9, Log: true}, 150, "1.2 1.4 1.6 1.8"},
		{Axis{Min: 1, Max: 1}, 100, ""},
		{Axis{Min: 0, Max: math.Inf(1)}, 100, ""},
	} {
		var got []string
		for _, k := range c.axis.ticks(c.length, 11) {
			got = append(got, k.Text)
			if f := c.axis.fraction(k.Value); f < -1e-6 || f > 1+1e-6 {
				t.Errorf("%v: tick %v lies outside", c.axis, k)
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%g … %g over %g: %q, not %q", c.axis.Min, c.axis.Max, c.length, g, c.want)
		}
	}
}

func TestMapping(t *testing.T) {
	f := Frame{Theme: Light(), X: Axis{Min: -3, Max: 5}, Y: Axis{Min: 1e-3, Max: 10, Log: true}}
	a := f.Area(NewPixels(image.NewRGBA(image.Rect(0, 0, 300, 200)), 1), Rect{0, 0, 300, 200})
	for _, v := range [][2]float64{{-3, 1e-3}, {5, 10}, {0.1, 0.07}, {7, 100}} {
		p := a.At(v[0], v[1])
		x, y := a.Data(p)
		if math.Abs(x-v[0]) > 1e-9 || math.Abs(y/v[1]-1) > 1e-9 {
			t.Errorf("%v goes to %v and comes back as %v, %v", v, p, x, y)
		}
	}
	if p := a.At(-3, 1e-3); p != (Point{a.Inner.X0, a.Inner.Y1}) {
		t.Errorf("the least values lie at %v, not at the lower left of %v", p, a.Inner)
	}
}

func TestInnerIsExact(t *testing.T) {
	in := Rect{31, 17, 211, 163}
	f := Frame{Theme: Light(), X: Axis{Min: 0, Max: 1}, Y: Axis{Min: 0, Max: 1}, Inner: in}
	a := f.Area(NewPixels(image.NewRGBA(image.Rect(0, 0, 300, 200)), 1), Rect{10, 20, 300, 200})
	if want := (Rect{41, 37, 221, 183}); a.Inner != want {
		t.Errorf("the inside is %v, not %v", a.Inner, want)
	}
}

// Nothing of a frame reaches beyond its rectangle, whatever the sizes of its words.
func TestFrameStaysInside(t *testing.T) {
	for _, end := range []bool{false, true} {
		for _, size := range []float64{7, 11, 16} {
			f := Frame{
				Theme: Light(), Border: Light().Line, Grid: true, TickMarks: true, Title: Words("Qjgy"),
				X: Axis{Label: L("x", "j"), Min: -1000, Max: 1000, AtEnd: end},
				Y: Axis{Label: L("y", "j"), Min: -0.001, Max: 0.001, AtEnd: end}, TickSize: size, LabelSize: size * 1.1,
			}
			const edge = 20
			m := image.NewRGBA(image.Rect(0, 0, 240+2*edge, 200+2*edge))
			fill(m, m.Rect, Light().Card)
			p := Plot{Frame: f}
			p.Draw(NewPixels(m, 1), Rect{edge, edge, 240 + edge, 200 + edge})
			within := image.Rect(edge, edge, 240+edge, 200+edge)
			for y := range m.Rect.Dy() {
				for x := range m.Rect.Dx() {
					if !(image.Pt(x, y).In(within)) && m.RGBAAt(x, y).R != 255 {
						t.Fatalf("text of size %g, at the end %v: (%d, %d) is drawn on", size, end, x-edge, y-edge)
					}
				}
			}
		}
	}
}
