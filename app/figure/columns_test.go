package figure

import (
	"image"
	"math"
	"slices"
	"testing"

	"innlab/app/session"
	"innlab/inn"
	"innlab/scenes"
	"innlab/widgets"
)

// answered is an answer of three columns at label 0 of set-up some: exact samples, the prior, and half of each.
func answered(t testing.TB) *session.Answer {
	s := newSample(t, "some", 1000)
	scene := &scenes.All[0]
	preset := s.setup.Presets[0]
	p := session.Ablation(scene, s.setup, preset.Config, preset.Live)
	a := &session.Answer{
		Query: session.Query{Y: s.y, N: 1000, Pairs: 1000}, Snapshot: &session.Snapshot{Plan: p, Step: 2000},
		Truth: s.exact, PairX: s.prior,
	}
	for k := range 1000 {
		y := make([]float64, 8)
		s.setup.Problem.Simulate(nil, s.prior[2*k:2*k+2], y)
		a.PairY = append(a.PairY, y...)
	}
	for _, x := range [][]float64{s.draw(s.y, 1000, 1), slices.Concat(s.exact[:1000], s.prior[1000:]), s.prior} {
		a.Clouds = append(a.Clouds, session.Cloud{X: x, PairX: s.prior, Quality: &session.Quality{Error: 0.1, Right: 0.5, Exact: 0.0003}})
	}
	a.Clouds[1].Quality = nil
	return a
}

func TestAnswered(t *testing.T) {
	a := answered(t)
	f := Answered(a)
	if err := f.Check(); err != nil {
		t.Fatal(err)
	}
	if len(f.Columns) != 4 || f.Rows() != 2 || f.Best() != 1 {
		t.Fatalf("%d columns, %d rows, the best is %d", len(f.Columns), f.Rows(), f.Best())
	}
	truth := f.Columns[0]
	if !truth.Truth || math.Abs(truth.Right-0.989) > 0.015 || truth.Error != 0.0003 || !slices.Equal(truth.Cloud, a.Truth) || !slices.Equal(truth.Every, a.PairX) {
		t.Errorf("the truth has %.3f right and error %g", truth.Right, truth.Error)
	}
	for i, want := range []struct {
		name, shape string
		on          [inn.NumLosses]bool
		right       float64
	}{
		{"All losses", inn.ShapeJoint, [inn.NumLosses]bool{true, true, true, true}, 0.5},
		{"Ly + Lz", inn.ShapeJoint, [inn.NumLosses]bool{inn.LossY: true, inn.LossZ: true}, math.NaN()},
		{"Lx only", inn.ShapeX, [inn.NumLosses]bool{inn.LossX: true}, 0.5},
	} {
		c := f.Columns[i+1]
		if c.Name.String() != want.name || c.Shape != want.shape || c.Losses != want.on || c.Right != want.right && !math.IsNaN(want.right) || math.IsNaN(c.Right) != math.IsNaN(want.right) {
			t.Errorf("column %d is %q on %s, %v, right %g", i, c.Name, c.Shape, c.Losses, c.Right)
		}
	}
	if f.Columns[1].Hide(); f.Best() != 3 {
		t.Errorf("without the numbers of the first, the best is %d", f.Best())
	}
}

func TestRightLabel(t *testing.T) {
	s := newSample(t, "some", 4000)
	if r := RightLabel(s.setup, s.y, s.exact); math.Abs(r-0.989) > 0.01 {
		t.Errorf("exact samples are right by %.3f", r)
	}
	if r := RightLabel(s.setup, s.y, s.prior); math.Abs(r-0.5*0.989) > 0.03 {
		t.Errorf("the prior is right by %.3f, with four of eight modes", r)
	}
	between := make([]float64, 8)
	between[0], between[1] = 0.5, 0.5
	for what, r := range map[string]float64{
		"a label that no mode carries": RightLabel(s.setup, scenes.OneHot(6, 8), s.exact),
		"a y between labels":           RightLabel(s.setup, between, s.exact),
		"no samples":                   RightLabel(s.setup, s.y, nil),
	} {
		if !math.IsNaN(r) {
			t.Errorf("%s: right by %g", what, r)
		}
	}
	if got := Labels(s.setup, append(scenes.OneHot(3, 8), between...)); !slices.Equal(got, []int{3, -1}) {
		t.Errorf("labels %v", got)
	}
}

// At any width the pills of a column stay within its panel, all of them, and nothing lies outside the page.
func TestAblationFits(t *testing.T) {
	f := Answered(answered(t))
	for len(f.Columns) < 6 {
		f.Columns = append(f.Columns, f.Columns[1])
	}
	for _, c := range []struct {
		w, h float64
		s    Sizes
	}{{1224, 600, Screen}, {912, 430, Screen}, {510, 318, Print}} {
		page := widgets.Rect{X1: c.w, Y1: c.h}
		l := f.Layout(page, c.s)
		for i := range f.Columns {
			for row := range l.Panels {
				if in := l.Panels[row][i]; in != in.And(page) || in.W() < 50 {
					t.Errorf("%gx%g: panel %d of row %d is at %+v", c.w, c.h, i, row, in)
				}
			}
			if f.Columns[i].Truth {
				continue
			}
			if len(l.Pills[i]) != inn.NumLosses {
				t.Errorf("%gx%g: column %d has %d pills", c.w, c.h, i, len(l.Pills[i]))
			}
			if last := l.Pills[i][inn.NumLosses-1].Rect; last.X1 > l.Panels[0][i].X1+8 {
				t.Errorf("%gx%g: the pills of column %d end at %g, its panel at %g", c.w, c.h, i, last.X1, l.Panels[0][i].X1)
			}
		}
		for _, n := range l.Notes {
			if w := n.Width(c.s.Tick, widgets.Regular); w > c.w {
				t.Errorf("%gx%g: the note %q is %g wide", c.w, c.h, n, w)
			}
		}
	}
}

// Around is the figure without its data.
func TestAround(t *testing.T) {
	f := Answered(answered(t))
	draw := func(do func(c widgets.Canvas)) *image.RGBA {
		m := image.NewRGBA(image.Rect(0, 0, 900, 500))
		c := widgets.NewPixels(m, 1)
		c.Box(widgets.Rect{X1: 900, Y1: 500}, widgets.Light().Card)
		do(c)
		return m
	}
	page := widgets.Rect{X1: 900, Y1: 500}
	l := f.Layout(page, Screen)
	whole := draw(func(c widgets.Canvas) { f.Draw(c, page, widgets.Light(), Screen) })
	around := draw(func(c widgets.Canvas) { f.Around(c, l, widgets.Light(), Screen) })
	in := func(x, y int) bool {
		for _, row := range l.Panels {
			for _, p := range row {
				if p.Has(widgets.Point{X: float64(x) + 0.5, Y: float64(y) + 0.5}) {
					return true
				}
			}
		}
		return false
	}
	inside, outside := 0, 0
	for y := range 500 {
		for x := range 900 {
			if whole.RGBAAt(x, y) == around.RGBAAt(x, y) {
				continue
			}
			if in(x, y) {
				inside++
			} else {
				outside++
			}
		}
	}
	if outside != 0 || inside < 10000 {
		t.Errorf("%d pixels differ outside the panels, %d inside", outside, inside)
	}
}

func TestLongTitlesAreCut(t *testing.T) {
	short := widgets.Marked("L_y + L_z")
	if got := cut(short, 200, 14); got.String() != short.String() {
		t.Errorf("a short title becomes %q", got)
	}
	long := widgets.Marked("Everything but L_x and the reconstruction")
	for _, width := range []float64{20, 110, 160, 250} {
		got := cut(long, width, 14)
		w := got.Width(14, widgets.Medium)
		if s := got.String(); w > width || w < width-25 && width > 20 || s[len(s)-3:] != "…" {
			t.Errorf("at %g: %q, %g wide", width, got, w)
		}
	}
}
