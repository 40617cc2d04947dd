package window

import (
	"image"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/app/session"
	"innlab/app/window/giotest"
	"innlab/app/window/giotest/golden"
	"innlab/app/window/giotest/screen"
	"innlab/scenes"
	"innlab/scenes/paint"
	"innlab/widgets"
)

// fakeNumbers answers where y is numbers: exact samples, somewhat widened, or draws from the prior where there are none.
func fakeNumbers(s *session.Snapshot, q session.Query) *session.Answer {
	su := s.Plan.Setup
	d := su.Problem.DimX
	a := &session.Answer{Seq: s.Seq, Query: q, Snapshot: s, Judged: true}
	r := rand.New(rand.NewPCG(5, 6))
	x := make([]float64, q.N*d)
	if su.Exact != nil {
		a.Truth = make([]float64, q.N*d)
		if err := su.Exact(rand.New(rand.NewPCG(1, 1)), q.Y, a.Truth); err != nil {
			a.Truth, a.Why = nil, err.Error()
		}
		if su.Exact(rand.New(rand.NewPCG(2, 1)), q.Y, x) != nil {
			x = make([]float64, q.N*d)
		}
	}
	for i := range q.N {
		if a.Truth == nil {
			su.Problem.Prior(r, x[i*d:(i+1)*d])
		}
		for k := range d {
			x[i*d+k] += 0.004 * (su.X[k].Max - su.X[k].Min) * r.NormFloat64()
		}
	}
	z := s.Plan.Columns[0].Config.DimZ
	c := session.Cloud{X: x, Z: make([]float64, q.N*z), ZData: make([]float64, q.N*z)}
	for i := range c.Z {
		c.Z[i], c.ZData[i] = r.NormFloat64(), 0.97*r.NormFloat64()
	}
	if a.Side = q.Latent; q.Latent > 0 {
		for j := range q.Latent {
			for i := range q.Latent {
				row := make([]float64, d)
				row[0] = 0.5 * math.Tanh(4*(float64(i)/float64(q.Latent)-0.5))
				if d > 1 {
					row[1] = 0.5 - float64(j)/float64(q.Latent)
				}
				c.Latent = append(c.Latent, row...)
			}
		}
	}
	if q.Map {
		a.Map = fakeMap(su)
	}
	if !s.Early(0) {
		nan := math.NaN()
		quality := session.Quality{
			Step: s.Step, Error: 0.016, Exact: 0.003, Right: nan, Width: nan, Truth: nan, Between: nan,
			Again: 0.021, AgainExact: 0.019, Spread: 1.04, Outside: nan, Likely: x[:d],
		}
		if a.Truth == nil {
			quality.Error, quality.Exact, quality.AgainExact, quality.Spread = nan, nan, nan, nan
		}
		if su.Wavelengths != nil {
			for _, off := range []float64{-0.01, 0, 0.01} {
				for _, v := range q.Y {
					quality.Spectra = append(quality.Spectra, v+off)
				}
			}
			for range q.Y {
				quality.Noise = append(quality.Noise, 0.02)
			}
		}
		c.Quality = &quality
	}
	a.Clouds = []session.Cloud{c}
	return a
}

// fakeMap is a small picture of draws from the prior, of which half of the pixels are answered.
var fakeMap = func() func(u *scenes.Setup) *session.Map {
	made := map[*scenes.Setup]*session.Map{}
	return func(u *scenes.Setup) *session.Map {
		if m := made[u]; m != nil {
			return m
		}
		const w, h = 12, 9
		p, r := &u.Problem, rand.New(rand.NewPCG(7, 8))
		m := &session.Map{Image: &scenes.Image{W: w, H: h}, Step: 4812, Share: 0.5}
		for range w * h {
			x, y := make([]float64, p.DimX), make([]float64, p.DimY)
			p.Pair(r, x, y)
			m.Image.X, m.Image.Y = append(m.Image.X, x...), append(m.Image.Y, y...)
			m.Low, m.Mid, m.High = append(m.Low, x[0]-0.1), append(m.Mid, x[0]), append(m.High, x[0]+0.1)
		}
		made[u] = m
		return m
	}
}()

// showScene is a window of w×h on a fake run of a scene, after its first answer.
func showScene(t testing.TB, name string, w, h int, prepare func(*fake, *Window)) (*giotest.Driver, *Window, *fake) {
	t.Helper()
	sc, err := scenes.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{snap: fakeSnapshot(sc, &sc.Setups[0])}
	win := newWindow(f, func() {})
	if prepare != nil {
		prepare(f, win)
	}
	d := giotest.New(t, image.Pt(w, h), func(gtx layout.Context) { win.Layout(gtx) })
	d.Frame()
	d.Frame()
	return d, win, f
}

// Every scene is shown in every size, with and without an answer, and nothing goes wrong.
func TestEveryScene(t *testing.T) {
	for i := range scenes.All {
		name := scenes.All[i].Name
		for _, size := range []image.Point{{960, 600}, {1920, 1080}} {
			d, w, f := showScene(t, name, size.X, size.Y, func(f *fake, w *Window) { f.mute, w.choice.n = true, 300 })
			f.mute = false
			w.choice.rough = true
			d.Frame()
			d.Frame()
			w.escape()
			w.toggleTheme()
			d.Frame()
			if n := len(f.asked); n == 0 || len(f.last()) != w.setup.Problem.DimY {
				t.Errorf("%s: %d questions", name, n)
			}
		}
	}
}

// The ablation of every scene shows its columns, and numbers of y are set above it.
func TestAblationOfEveryScene(t *testing.T) {
	for i := range scenes.All {
		s := &scenes.All[i]
		if s.Setups[0].Modes != nil {
			continue
		}
		d, w, _ := showScene(t, s.Name, 1280, 800, nil)
		a := w.views[1].(*ablation)
		var b *fakeBench
		a.begin = func(p session.Plan) (bench, error) {
			b = newBench(p)
			b.few = 200
			return b, nil
		}
		w.setView(1)
		d.Frame()
		d.Frame()
		for _, name := range []string{"(a) posterior", "(b) posterior", "(d) marginals"} {
			if s.Setups[0].Problem.DimX > 1 && !d.Has(name) {
				t.Errorf("%s: no panel says %q", s.Name, name)
			}
		}
		if y := s.Setups[0].Y; len(y) <= 2 && s.Setups[0].Problem.Labels == 0 {
			d.ClickOn(y[0].Name)
			want := (y[0].Min + y[0].Max) / 2
			if got := b.last()[0]; math.Abs(got-want) > 0.05*(y[0].Max-y[0].Min) {
				t.Errorf("%s: a click in the middle of the slider of %s asks for %g, want about %g", s.Name, y[0].Name, got, want)
			}
		}
	}
}

// placeIn is where a point of a picture lies on the screen.
func placeIn(t *testing.T, d *giotest.Driver, name string, p *widgets.Picture, x, y float64) f32.Point {
	t.Helper()
	at := d.Find(name).Bounds.Min
	px, py, ok := p.At(x, y)
	if !ok {
		t.Fatalf("(%g, %g) is not in sight in %s", x, y, name)
	}
	return f32.Pt(float32(at.X)+px, float32(at.Y)+py)
}

// The cross is dragged, moved by keys and sent back.
func TestTarget(t *testing.T) {
	d, w, f := showScene(t, "two-moons", 1280, 800, nil)
	aim := &w.explore().y.plane.aim
	d.Drag(placeIn(t, d, "measurement", &aim.Picture, -0.35, 0), placeIn(t, d, "measurement", &aim.Picture, 0.1, 0.5))
	if y := f.last(); math.Abs(y[0]-0.1) > 0.01 || math.Abs(y[1]-0.5) > 0.02 || w.choice.rough {
		t.Errorf("the cross was dragged to %v, still moving: %v", y, w.choice.rough)
	}
	was := f.last()
	d.Key(key.NameRightArrow)
	if y := f.last(); math.Abs(y[0]-was[0]-0.005) > 1e-9 || y[1] != was[1] {
		t.Errorf("one step to the right of %v is %v", was, y)
	}
	d.Key(key.NameUpArrow, key.ModShift)
	if y := f.last(); math.Abs(y[1]-was[1]-0.1) > 1e-9 {
		t.Errorf("ten steps up from %v is %v", was, y)
	}
	d.Key(key.NameHome)
	if y := f.last(); y[0] != w.setup.Start[0] || y[1] != w.setup.Start[1] {
		t.Errorf("Home leads to %v", y)
	}
	d.Key("1") // is no label here
	if y := f.last(); y[0] != w.setup.Start[0] {
		t.Errorf("key 1 asks for %v", y)
	}
}

// A target where nothing can end says so.
func TestTargetOutOfReach(t *testing.T) {
	d, w, f := showScene(t, "kinematics", 1280, 800, nil)
	aim := &w.explore().sketched.sketch.aim
	d.Drag(placeIn(t, d, "target", &aim.Picture, 1.32, 0.78), placeIn(t, d, "target", &aim.Picture, 2.2, 1.2))
	if y := f.last(); math.Abs(y[0]-2.2) > 0.02 {
		t.Fatalf("the target was dragged to %v", y)
	}
	d.Frame()
	if says := sentence(f.ans.Why) + " The network extrapolates."; f.ans.Why == "" || !d.Has(says) {
		t.Errorf("nothing says that no arm reaches the target: %q", f.ans.Why)
	}
	// What is said must not move the plot below the pointer: a drag goes on from there, pixel by pixel.
	was := placeIn(t, d, "target", &aim.Picture, 2.2, 1.2)
	d.Drag(was, was.Add(f32.Pt(1, 0)))
	if y := f.last(); math.Abs(y[0]-2.2) > 0.02 || math.Abs(y[1]-1.2) > 0.02 {
		t.Errorf("a drag by a pixel leads from (2.2, 1.2) to %v", y)
	}
	d.Drag(was, placeIn(t, d, "target", &aim.Picture, 1.32, 0.78))
	d.Frame()
	if f.ans.Why != "" || placeIn(t, d, "target", &aim.Picture, 2.2, 1.2) != was {
		t.Errorf("the plot has moved from %v to %v when %q", was, placeIn(t, d, "target", &aim.Picture, 2.2, 1.2), f.ans.Why)
	}
}

// A y that the set-up calls far from all that was seen is marked, and asked for once.
func TestAway(t *testing.T) {
	asked := 0
	d, w, _ := showScene(t, "gaussian-linear", 1280, 800, func(f *fake, w *Window) {
		s := *w.setup
		s.Outside = func(y []float64) string {
			asked++
			if y[0] > 1 {
				return "y1 lies beyond the data; the answer is an extrapolation"
			}
			return ""
		}
		f.change(func(n *session.Snapshot) { n.Plan.Setup = &s })
	})
	says := "Y1 lies beyond the data; the answer is an extrapolation."
	if d.Has(says) {
		t.Error("a usual y is called far off")
	}
	w.choice.vary(0, 1.4)
	d.Frame()
	before := asked
	d.Frame()
	if !d.Has(says) || asked != before {
		t.Errorf("a far y is not marked, or asked for %d times more", asked-before)
	}
}

// A number of y is set by its slider; a drag in a cell brushes, Escape lets go.
func TestSlidersAndBrush(t *testing.T) {
	d, w, f := showScene(t, "gaussian-linear", 1280, 800, nil)
	d.ClickOn("data_1")
	if y := f.last(); math.Abs(y[0]) > 0.1 {
		t.Errorf("a click in the middle of the first slider asks for %v", y)
	}
	e := w.explore()
	cell := &e.pairs.cell[1][0].Picture
	name := e.pairs.cellName(1, 0)
	d.Drag(placeIn(t, d, name, cell, -0.1, -0.1), placeIn(t, d, name, cell, 0.4, 0.4))
	b := e.brush
	if !b.on || b.i != 0 || b.j != 1 || math.Abs(b.r.X0+0.1) > 0.05 || math.Abs(b.r.Y1-0.4) > 0.05 {
		t.Fatalf("the brush is %+v", b)
	}
	in := b.rows(f.ans.Clouds[0].X, 10)
	for k, is := range in {
		u, v := f.ans.Clouds[0].X[10*k], f.ans.Clouds[0].X[10*k+1]
		if is != (u >= b.r.X0 && u <= b.r.X1 && v >= b.r.Y0 && v <= b.r.Y1) {
			t.Fatalf("row %d at (%g, %g): brushed %v", k, u, v, is)
		}
	}
	if d.Key(key.NameEscape); e.brush.on {
		t.Error("Escape leaves the brush")
	}
}

// More parameters than fit are chosen in the menu.
func TestParameters(t *testing.T) {
	d, w, _ := showScene(t, "gaussian-linear", 1280, 800, nil)
	d.ClickOn("6 of 10 parameters")
	d.Frame()
	if !d.Has("Show x10") && !strings.Contains(d.Dump(), "Those learned most") {
		t.Error("the word that there are more parameters does not open their menu")
	}
	d.Key(key.NameEscape)
	c := &w.explore().pairs
	c.toggle(7)
	if got := c.show; len(got) != 6 || got[5] != 7 || got[4] != 4 {
		t.Errorf("parameter 8 shown with %v", got)
	}
	for i := range 8 {
		c.toggle(i)
	}
	if len(c.show) == 0 {
		t.Error("no parameter is left")
	}
	if d, _, _ := showScene(t, "kinematics", 1280, 800, nil); strings.Contains(d.Dump(), "of 4 parameters") {
		t.Error("where all parameters are shown there is a word that they are")
	}
}

// Pictures of the forms of Explore.
func TestContinuousGolden(t *testing.T) {
	for _, c := range []struct {
		name, scene string
		w, h        int
		dark        bool
	}{
		{"nebula-diagnostics", "nebula", 960, 600, true},
		{"tissue-diagnostics", "tissue", 1280, 800, false},
		{"colour-diagnostics", "colour", 1280, 800, true},
		{"two-moons", "two-moons", 1280, 800, false},
		{"linear-960-dark", "gaussian-linear", 960, 600, true},
		{"kinematics", "kinematics", 1280, 800, false},
		{"nebula", "nebula", 1280, 800, false},
		{"tissue", "tissue", 1280, 800, false},
		{"tissue-960-dark", "tissue", 960, 600, true},
		{"colour", "colour", 1280, 800, false},
		{"colour-960-dark", "colour", 960, 600, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _, _ := showScene(t, c.scene, c.w, c.h, func(f *fake, w *Window) {
				w.choice.n = 300
				if aim := &w.explore().mixed.aim; c.scene == "colour" { // worked out beside the frames otherwise
					aim.outline, aim.reached, aim.hasOutline = paint.Outline(52), 52, true
				}
				f.change(func(s *session.Snapshot) { // the recipe is not what is looked at
					p := scenes.All[0].Setups[1].Presets[0]
					s.Plan.Columns[0].Config, s.Plan.Columns[0].Live = p.Config, p.Live
				})
				if c.dark {
					w.setTheme("dark")
				}
				if strings.HasSuffix(c.name, "diagnostics") {
					m := &w.explore().more
					m.tab.Chosen = 1
					if w.setup.Apart {
						w.explore().test.show(w.setup, measured(w.setup, 100, 3), f.snap.Step)
					}
				}
			})
			golden.Check(t, c.name, func() *image.RGBA {
				d.Frame()
				return screen.Shot(t, d)
			})
		})
	}
}
