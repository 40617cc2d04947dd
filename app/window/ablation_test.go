package window

import (
	"fmt"
	"image"
	"image/draw"
	"math"
	"slices"
	"strings"
	"testing"

	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/app/window/giotest"
	"innlab/app/window/giotest/golden"
	"innlab/inn"
	"innlab/scenes"
	"innlab/widgets"
)

// openAblation is a window of w×h on the ablation of a set-up.
func openAblation(t testing.TB, setup string, w, h int) (*giotest.Driver, *Window, *fakeBench) {
	t.Helper()
	win := newWindow(fakeExplored{newFake(setup)}, func() {})
	a := win.views[1].(*ablation)
	var b *fakeBench
	a.begin = func(p session.Plan) (bench, error) {
		b = newBench(p)
		return b, nil
	}
	win.setView(1)
	win.toast.Hide()
	d := giotest.New(t, image.Pt(w, h), func(gtx layout.Context) { win.Layout(gtx) })
	d.Frame()
	d.Frame()
	return d, win, b
}

// said lists what a fake was told, and forgets it.
func (f *fake) said() string {
	s := strings.Join(f.calls, "; ")
	f.calls = nil
	return s
}

func TestAblationBegins(t *testing.T) {
	d, win, b := openAblation(t, "some", 1280, 800)
	var names []string
	for _, c := range b.snap.Plan.Columns {
		names = append(names, c.Name)
	}
	if got := fmt.Sprint(names); got != "[All losses L_y + L_z L_x only]" || b.said() != "play" {
		t.Errorf("the view begins with %s", got)
	}
	e := win.explore().train.(fakeExplored)
	if e.said() != "pause" {
		t.Error("the explored network goes on training behind the ablation")
	}
	q := b.asked[len(b.asked)-1]
	if q.Pairs == 0 || q.Latent != 0 || q.N != ablationSamples {
		t.Errorf("the columns are asked %+v", q)
	}
	for _, want := range []string{"(a) every label", "(d) posterior", "(b) loss x", "Save figure", "Copy", "label 3", "Add a column"} {
		if !d.Has(want) {
			t.Errorf("there is no %q", want)
		}
	}
	if d.Has("label 4") {
		t.Error("a label that no mode carries can be chosen")
	}
	d.ClickOn("Explore")
	if e.said() != "play" || b.said() != "pause" || !strings.Contains(win.toast.Words(), "Explore is on the screen") && win.toast.Words() != "" {
		t.Errorf("back in Explore: %q", win.toast.Words())
	}
	d.ClickOn("Ablation")
	if got := win.toast.Words(); got != "Explore is paused while Ablation is on the screen, and goes on when you come back." {
		t.Errorf("the toast says %q", got)
	}
}

// A column whose head has the pointer shows that it can be removed.
func TestAblationHovered(t *testing.T) {
	d, win, _ := openAblation(t, "some", 1280, 800)
	heads := func(i int) bool { return win.views[1].(*ablation).heads[i].active }
	for _, place := range []string{"Title of (c)", "(c) loss x"} {
		d.HoverOver(place)
		d.Frame()
		if heads(0) || !heads(1) {
			t.Errorf("over %s column (b) is active: %v, column (c): %v", place, heads(0), heads(1))
		}
	}
}

// The same z is ringed in every trained panel, and the status line says where it lands.
func TestAblationPoints(t *testing.T) {
	d, win, _ := openAblation(t, "some", 1280, 800)
	a := win.views[1].(*ablation)
	at := d.Find("(c) posterior").Bounds
	d.Move(giotest.Middle(at))
	d.Frame()
	if !a.point.on || a.point.column != 1 || a.point.row != 1 {
		t.Fatalf("the pointer is at %+v", a.point)
	}
	var says string
	for _, n := range d.Nodes() {
		if strings.HasPrefix(n.Text, "z = (") {
			says = n.Text
		}
	}
	if !strings.Contains(says, ") becomes x = (") || !strings.Contains(says, " in (b), ") || !strings.HasSuffix(says, " in (d).") {
		t.Errorf("the status line says %q", says)
	}
	d.HoverOver("(a) posterior")
	d.Frame()
	if a.point.on {
		t.Error("the truth has a z")
	}
}

// A set-up chosen here is trained with the columns that there are.
func TestAblationFollowsSetup(t *testing.T) {
	d, win, b := openAblation(t, "some", 1280, 800)
	d.ClickOn("(b) loss z")
	d.Frame()
	win.setSetup(0)
	p := b.snap.Plan
	if p.Setup.Name != "all" || len(p.Columns) != 3 || p.Columns[0].Live.Loss[inn.LossZ].On || !p.Columns[0].Live.Loss[inn.LossX].On {
		t.Errorf("after the change: %s, %+v", p.Setup.Name, p.Columns)
	}
	d.Frame()
	if !d.Has("label 7") {
		t.Error("the labels of the set-up are not offered")
	}
}

// What is saved is what is seen.
func TestAblationFigure(t *testing.T) {
	d, win, b := openAblation(t, "some", 1280, 800)
	a := win.views[1].(*ablation)
	d.ClickOn("(d) loss y")
	b.Rename(2, "Two of three")
	d.Frame()
	f := win.views[1].figure().(*figure.Ablation)
	on := a.frame.fig
	if len(f.Columns) != len(on.Columns) || f.Note != on.Note || f.Note != "Each network: 2\u2009000 steps, seed 1, the same batches." {
		t.Fatalf("%d columns, note %q", len(f.Columns), f.Note)
	}
	for i := range f.Columns {
		x, y := f.Columns[i], on.Columns[i]
		if x.Losses != y.Losses || x.Shape != y.Shape || !slices.Equal(x.Every, y.Every) || !slices.Equal(x.Cloud, y.Cloud) ||
			fmt.Sprint(x.Name, x.Right, x.Error) != fmt.Sprint(y.Name, y.Right, y.Error) {
			t.Errorf("column %d is saved as %v %v, seen as %v %v", i, x.Name, x.Losses, y.Name, y.Losses)
		}
	}
	if f.Check() != nil || f.Columns[3].Name.String() != "Two of three" {
		t.Errorf("%v, %q", f.Check(), f.Columns[3].Name)
	}
	if name := win.fileName(a.subject()); name != "innlab-modes-some-ablation-2000" {
		t.Errorf("the file is called %s", name)
	}
}

// The picture on the screen is, pixel for pixel, what the figure draws.
func TestAblationScreenIsFigure(t *testing.T) {
	d, win, _ := openAblation(t, "some", 1280, 800)
	d.Leave()
	a := win.views[1].(*ablation)
	around := a.frame.around.Image()
	got := image.NewRGBA(around.Rect)
	draw.Draw(got, got.Rect, around, image.Point{}, draw.Src)
	for row, line := range a.frame.at.Panels {
		for i, in := range line {
			m := a.frame.panels[row][i].Image()
			at := image.Pt(int(in.X0), int(in.Y0))
			draw.Draw(got, m.Rect.Add(at), m, image.Point{}, draw.Src)
		}
	}
	want := image.NewRGBA(around.Rect)
	c := widgets.NewPixels(want, 1)
	page := widgets.Rect{X1: float64(want.Rect.Dx()), Y1: float64(want.Rect.Dy())}
	c.Box(page, widgets.Light().Card)
	f := win.views[1].figure()
	f.Draw(c, page, widgets.Light(), figure.Screen)
	if _, err := golden.Compare(got, want); err != nil {
		t.Error(err)
	}
	f.(*figure.Ablation).Columns[2].Cloud = f.(*figure.Ablation).Columns[1].Cloud
	f.Draw(c, page, widgets.Light(), figure.Screen)
	if _, err := golden.Compare(got, want); err == nil {
		t.Error("another posterior in a panel goes unseen")
	}
}

// What the view cannot show in a panel it says in words.
func TestAblationSays(t *testing.T) {
	for _, c := range []struct {
		want string
		do   func(w *Window, b *fakeBench)
	}{
		{"Untrained networks: the clouds are noise.", func(w *Window, b *fakeBench) {
			b.again(func(s *session.Snapshot) {
				s.Step = 0
				for i := range s.Columns {
					s.Columns[i].Step = 0
				}
			})
		}},
		{"In (c) L_y + L_z: L_z became infinite at step 1\u2009234. These are the last good networks.", func(w *Window, b *fakeBench) {
			b.again(func(s *session.Snapshot) {
				s.State, s.Problem = session.Stopped, "L_z became infinite at step 1\u2009234"
				s.Columns[1].Bad = inn.LossZ
			})
		}},
		{"All losses are off in every column: nothing is trained.", func(w *Window, b *fakeBench) {
			b.again(func(s *session.Snapshot) { s.Frozen = true })
		}},
		{"This label is carried by no mode; choose 0 to 3.", func(w *Window, b *fakeBench) { w.choose(6) }},
	} {
		d, win, b := openAblation(t, "some", 1280, 800)
		if d.Has(c.want) {
			t.Errorf("%q is said without a reason", c.want)
		}
		c.do(win, b)
		d.Frame()
		d.Frame()
		if !d.Has(c.want) {
			t.Errorf("%q is not said", c.want)
		}
	}
}

// It fits the smallest window, with every set-up and six panels.
func TestAblationSmall(t *testing.T) {
	for i := range scenes.All[0].Setups {
		d, _, b := openAblation(t, scenes.All[0].Setups[i].Name, 960, 600)
		for range 2 {
			d.ClickOn("Add a column")
			d.Frame()
		}
		b.said()
		window := image.Rect(0, 0, 960, 600)
		for _, name := range []string{"Save figure", "Copy", "(f) posterior", "(f) reconstruction", "(b) every label", "x", "auto", "(x, y)"} {
			n := d.Find(name)
			if !n.Bounds.In(window) {
				t.Errorf("%s: %s is at %v", b.snap.Plan.Setup.Name, name, n.Bounds)
			}
		}
	}
}

// A label that no mode carries has no posterior: nothing is drawn that could pass for one.
func TestAblationUnusedLabel(t *testing.T) {
	d, win, _ := openAblation(t, "some", 1280, 800)
	win.choose(6)
	d.Frame()
	for i, c := range win.views[1].figure().(*figure.Ablation).Columns {
		if c.Cloud != nil || !math.IsNaN(c.Right) || len(c.Every) == 0 {
			t.Errorf("column %d shows %d points of a posterior, right label %g", i, len(c.Cloud)/2, c.Right)
		}
	}
}
