package widgets

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"
)

// area is the shoelace area of a polygon.
func area(p []Point) float64 {
	s := 0.0
	for i := range p {
		j := (i + 1) % len(p)
		s += p[i].X*p[j].Y - p[j].X*p[i].Y
	}
	return math.Abs(s) / 2
}

func TestClipPolygon(t *testing.T) {
	r := Rect{0, 0, 10, 10}
	for _, c := range []struct {
		p    []Point
		want float64
	}{
		{[]Point{{2, 2}, {4, 2}, {4, 4}, {2, 4}}, 4},
		{[]Point{{-5, -5}, {15, -5}, {15, 15}, {-5, 15}}, 100},
		{[]Point{{5, 5}, {15, 5}, {15, 15}, {5, 15}}, 25},
		{[]Point{{-2, 5}, {5, -2}, {12, 5}, {5, 12}}, 98 - 4*4.},
		{[]Point{{20, 20}, {30, 20}, {30, 30}}, 0},
	} {
		if got := area(clipPolygon(c.p, r)); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v leaves an area of %v, not %v", c.p, got, c.want)
		}
	}
}

func TestClipPath(t *testing.T) {
	r := Rect{0, 0, 10, 10}
	pieces := func(p ...Point) (n int, length float64) {
		clipPath(p, r, func(q []Point) {
			n++
			for i := 1; i < len(q); i++ {
				length += math.Hypot(q[i].X-q[i-1].X, q[i].Y-q[i-1].Y)
			}
			for _, v := range q {
				if !r.Grow(1e-9).Has(v) {
					t.Errorf("%v lies outside", v)
				}
			}
		})
		return n, length
	}
	nan := math.NaN()
	for _, c := range []struct {
		path   []Point
		n      int
		length float64
	}{
		{[]Point{{1, 1}, {5, 1}, {5, 4}}, 1, 7},
		{[]Point{{-5, 5}, {15, 5}}, 1, 10},
		{[]Point{{5, 5}, {15, 5}, {15, 7}, {5, 7}}, 2, 10},
		{[]Point{{1, 1}, {2, 1}, {nan, nan}, {5, 1}, {7, 1}}, 2, 3},
		{[]Point{{-1, -1}, {-1, 20}, {20, 20}}, 0, 0},
		{[]Point{{3, 3}}, 0, 0},
	} {
		if n, l := pieces(c.path...); n != c.n || math.Abs(l-c.length) > 1e-9 {
			t.Errorf("%v: %d pieces of %v, not %d of %v", c.path, n, l, c.n, c.length)
		}
	}
}

func TestDashes(t *testing.T) {
	var n int
	var on float64
	path := []Point{{0, 0}, {5, 0}, {5, 5}, {40, 5}} // 45 long: six times 4 on and 3 off, then 3 on
	dashes(path, []float64{4, 3}, func(d []Point) {
		n++
		for i := 1; i < len(d); i++ {
			on += math.Hypot(d[i].X-d[i-1].X, d[i].Y-d[i-1].Y)
		}
	})
	if n != 7 || math.Abs(on-27) > 1e-9 {
		t.Errorf("%d dashes of %v together, not 7 of 27", n, on)
	}
}

// n dots of opacity α over one place come to 1 − (1 − α)ⁿ, whatever their order.
func TestDotsAddUp(t *testing.T) {
	for _, n := range []int{1, 2, 5, 40} {
		m := image.NewRGBA(image.Rect(0, 0, 20, 20))
		fill(m, m.Rect, color.NRGBA{255, 255, 255, 255})
		at := make([]Point, n)
		for i := range at {
			at[i] = Point{10.5, 10.5}
		}
		NewPixels(m, 1).Dots(at, 4, []color.NRGBA{{0, 0, 0, 64}})
		want := 255 * math.Pow(1-64/255., float64(n))
		if got := float64(m.RGBAAt(10, 10).R); math.Abs(got-want) > 2 {
			t.Errorf("%d dots leave %v, not %.1f", n, got, want)
		}
		if m.RGBAAt(16, 10).R != 255 {
			t.Error("a dot reaches too far")
		}
	}
}

// A dot covers as much as a disc has area, wherever it lies; beyond the edges nothing is written.
func TestDotArea(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 50 {
		radius := 0.8 + 3*r.Float64()
		m := image.NewRGBA(image.Rect(0, 0, 24, 24))
		fill(m, m.Rect, color.NRGBA{255, 255, 255, 255})
		p := Point{10 + 4*r.Float64(), 10 + 4*r.Float64()}
		NewPixels(m, 1).Dots([]Point{p}, radius, []color.NRGBA{{0, 0, 0, 255}})
		sum := 0.0
		for i := 0; i < len(m.Pix); i += 4 {
			sum += 1 - float64(m.Pix[i])/255
		}
		if want := math.Pi * radius * radius; math.Abs(sum/want-1) > 0.12 {
			t.Errorf("radius %.2f covers %.2f, not %.2f", radius, sum, want)
		}
	}
	m := image.NewRGBA(image.Rect(0, 0, 8, 8))
	edge := []Point{{0, 0}, {8, 8}, {-3, 4}, {1e9, 0}, {math.NaN(), 1}, {4, -0.1}}
	NewPixels(m, 1).Dots(edge, 3, []color.NRGBA{{0, 0, 0, 255}})
	NewPixels(m, 1).Dots(edge, 3, []color.NRGBA{{0, 0, 0, 255}, {255, 0, 0, 255}})
}

func TestBin(t *testing.T) {
	h := Bin([]float64{0.5, 1.5, 1.6, 9, -1, math.NaN()}, 0, 2, 2)
	if want := []float64{1. / 6, 2. / 6}; math.Abs(h.Density[0]-want[0]) > 1e-12 || math.Abs(h.Density[1]-want[1]) > 1e-12 {
		t.Errorf("%v, not %v", h.Density, want)
	}
	if h := Bin(nil, 0, 1, 3); h.Peak() != 0 {
		t.Error("nothing has a density")
	}
}

func TestMixedOrderVisitsAll(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 100, 2000, 2003} {
		seen := make([]bool, n)
		step := coprime(n)
		for i, k := 0, 0; i < n; i, k = i+1, (k+step)%n {
			seen[k] = true
		}
		for k, ok := range seen {
			if !ok {
				t.Fatalf("of %d, %d is never drawn", n, k)
			}
		}
	}
}
