package window

import (
	"fmt"
	"testing"
)

// overlaps says whether two rectangles share more than an edge.
func overlaps(a, b rect) bool {
	return min(a.right(), b.right())-max(a.x, b.x) > 0.01 && min(a.bottom(), b.bottom())-max(a.y, b.y) > 0.01
}

// collision reports the first two places that overlap, or the first that is empty or not inside the content.
func collision(c rect, places []rect) error {
	for i, p := range places {
		if p.w < 1 || p.h < 1 {
			return fmt.Errorf("place %d is empty: %v", i, p)
		}
		if p.x < c.x-0.01 || p.y < c.y-0.01 || p.right() > c.right()+0.01 || p.bottom() > c.bottom()+0.01 {
			return fmt.Errorf("place %d, %v, is not inside %v", i, p, c)
		}
		for k, q := range places[:i] {
			if overlaps(p, q) {
				return fmt.Errorf("places %d and %d overlap: %v, %v", k, i, q, p)
			}
		}
	}
	return nil
}

func TestCollisionSees(t *testing.T) {
	c := rect{0, 0, 100, 100}
	for _, wrong := range [][]rect{
		{{0, 0, 10, 0}},
		{{95, 0, 10, 10}},
		{{0, 0, 50, 50}, {49, 49, 20, 20}},
	} {
		if collision(c, wrong) == nil {
			t.Errorf("%v passes", wrong)
		}
	}
}

// Cards and the plots in them never overlap and stay inside, whatever the size of the window.
func TestPlacesAtEverySize(t *testing.T) {
	for w := float32(300); w <= 2600; w += 70 {
		for h := float32(200); h <= 1500; h += 60 {
			m := metricsOf(w, h)
			c := m.content()
			for _, extra := range []float32{0, 100} {
				q := trainingAt(m, c)
				p := arrange(m, besideTraining(m), m.pick(166, 196, 196)+extra)
				if err := collision(c, []rect{p.y, p.z, p.wire, p.x, q.loss, q.good, q.hyper}); err != nil {
					t.Fatalf("%v×%v: %v", w, h, err)
				}
				for _, top := range []float32{cardContent, cardContent + bannerHeight} {
					x := placeX(m, p.x.w, p.x.h, top)
					if err := collision(rect{0, top, p.x.w, p.x.h - top}, []rect{x.cloud, x.top, x.side}); err != nil {
						t.Fatalf("x at %v×%v: %v", w, h, err)
					}
				}
				z := placeZ(m, p.z.w, p.z.h)
				inside := []rect{z.image}
				if z.hist[0].h > 0 {
					inside = append(inside, z.hist[0], z.hist[1])
				}
				if err := collision(rect{0, 0, p.z.w, p.z.h}, inside); err != nil {
					t.Fatalf("z at %v×%v: %v", w, h, err)
				}
			}
		}
	}
}

// besideTraining is the room of a stage.
func besideTraining(m metrics) rect {
	c := m.content()
	return rect{c.x, c.y, trainingAt(m, c).loss.x - m.margin - c.x, c.h}
}

// The measures of the specification, at the sizes that it names.
func TestMeasures(t *testing.T) {
	for _, c := range []struct {
		w, h    float32
		class   class
		content rect
		x       rect // of the card of the posterior
	}{
		{1280, 800, medium, rect{12, 68, 1256, 692}, rect{320, 68, 636, 692}},
		{960, 600, small, rect{8, 60, 944, 508}, rect{256, 60, 452, 508}},
		{100, 100, small, rect{8, 60, 944, 508}, rect{256, 60, 452, 508}},
		{1920, 1080, large, rect{16, 72, 1888, 964}, rect{432, 72, 1056, 964}},
	} {
		m := metricsOf(c.w, c.h)
		if m.class != c.class || m.content() != c.content {
			t.Errorf("%v×%v: class %d, content %v; want %d, %v", c.w, c.h, m.class, m.content(), c.class, c.content)
		}
		if x := arrange(m, besideTraining(m), 0).x; x != c.x {
			t.Errorf("%v×%v: the posterior is at %v, want %v", c.w, c.h, x, c.x)
		}
	}
	if s := autoScale(1920, 1080); s != 1.25 {
		t.Errorf("a full-HD window is scaled by %v, want 1.25", s)
	}
	if s := autoScale(1280, 800); s != 1 {
		t.Errorf("a window of 1280×800 is scaled by %v, want 1", s)
	}
}

// Names of curves stand apart, in the order of their curves, and inside.
func TestApart(t *testing.T) {
	for _, c := range []struct{ at, want []float64 }{
		{[]float64{50, 52, 51}, []float64{50, 76, 63}},
		{[]float64{10, 90}, []float64{10, 90}},
		{[]float64{98, 99, 97}, []float64{87, 100, 74}},
		{[]float64{0, 0}, []float64{0, 13}},
	} {
		at := append([]float64(nil), c.at...)
		apart(at, 13, 0, 100)
		if fmt.Sprint(at) != fmt.Sprint(c.want) {
			t.Errorf("%v becomes %v, want %v", c.at, at, c.want)
		}
	}
}
