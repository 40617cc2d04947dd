package window

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/io/pointer"

	"innlab/app/window/giotest"
	"innlab/scenes"
	"innlab/scenes/paint"
)

// colourSetup is a set-up of the scene.
func colourSetup(t *testing.T, name string) *scenes.Setup {
	t.Helper()
	sc, err := scenes.Find("colour")
	if err != nil {
		t.Fatal(err)
	}
	u, err := sc.Setup(name)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// logs is x of shares: ln(c/white).
func logs(shares map[int]float64) []float64 {
	x := make([]float64, paint.Count-1)
	for p := range x {
		x[p] = math.Log(max(shares[p+1], 1e-6) / shares[paint.White])
	}
	return x
}

// Recipes are mixtures without traces; the nearest comes first, the others differ, and wishes are kept to.
func TestRecipes(t *testing.T) {
	u := colourSetup(t, "lab")
	exact := map[int]float64{0: 0.6, 2: 0.4}
	var r recipe
	r.shares[0], r.shares[2] = 0.6, 0.4
	paint.Reflectance(r.shares[:], r.reflect[:])
	w := wish{target: paint.D65.Lab(r.reflect[:])}
	var x []float64
	for i := range 25 { // twins of two recipes, the exact one and one of three paints
		x = append(x, logs(exact)...)
		x = append(x, logs(map[int]float64{0: 0.5, 2: 0.3 + 0.0001*float64(i), 4: 0.2})...)
	}
	x = append(x, logs(map[int]float64{0: 0.58, 2: 0.38, 12: 0.04})...)
	got, off := w.recipes(u, x)
	if len(off) != 51 || off[0] > 0.05 || !slices.IsSorted(off) {
		t.Errorf("the differences of all are %v", off)
	}
	if len(got) == 0 || got[0].off > 0.01 || math.Abs(got[0].shares[2]-0.4) > 1e-4 || got[0].String() != "W 60 %, Yw 40 %" {
		t.Fatalf("the nearest is %v, %g off", got[0].String(), got[0].off)
	}
	black := false
	for i, r := range got {
		sum := 0.0
		for _, c := range r.shares {
			sum += c
			if c > 0 && c < trace {
				t.Errorf("recipe %d has a trace: %v", i, r.shares)
			}
		}
		black = black || r.shares[12] > 0
		if math.Abs(sum-1) > 1e-12 || i > 0 && r.off < got[i-1].off {
			t.Errorf("recipe %d: sum %g, %g after %g", i, sum, r.off, got[max(i-1, 0)].off)
		}
	}
	if len(got) != 3 {
		t.Errorf("%d recipes of three kinds", len(got))
	}
	if !black {
		t.Error("of fifty twins none makes room for the recipe that differs")
	}
	w.most = 2
	few, _ := w.recipes(u, x)
	for _, r := range few {
		if len(r.order()) > 2 {
			t.Errorf("%s has more than two paints", r.String())
		}
	}
	w.most, w.excluded[2] = 0, true
	if got, _ := w.recipes(u, x); len(got) != 0 {
		t.Errorf("%s has a paint that is left out", got[0].String())
	}
}

// What is asked for beyond the colours that paints have is the nearest of them, of the same hue; what was typed is told,
// until another colour is asked for. A lightness that takes the colour away gives it back.
func TestColourLimits(t *testing.T) {
	d, w, f := showScene(t, "colour", 1280, 800, nil)
	s := &w.explore().mixed
	d.Click(placeIn(t, d, "target", &s.aim.Picture, 70, -70))
	y := f.last()
	if !paint.Reached([3]float64(y)) || math.Abs(y[1]+y[2]) > 1 || y[1] < 5 {
		t.Errorf("a click at (70, -70) asks for %v", y)
	}
	told := func() bool {
		return slices.ContainsFunc(d.Nodes(), func(n giotest.Node) bool {
			return strings.HasPrefix(n.Text, "No mixture of these paints has L* 50.0, a* 100.0")
		})
	}
	fr := &frame{Window: w, snap: f.snap, ans: f.ans}
	s.aim.wish.ask(fr, [3]float64{50, 100, 0}, true)
	d.Frame()
	d.Frame()
	if y := f.last(); !told() || !paint.Reached([3]float64(y)) || y[2] != 0 {
		t.Errorf("what was typed is not told, or %v is out of reach", y)
	}
	before := f.last()
	dark := s.aim.wish.of(w.choice.y)
	dark[0] = 22
	s.aim.wish.ask(fr, dark, false)
	light := s.aim.wish.of(w.choice.y)
	light[0] = 50
	s.aim.wish.ask(fr, light, false)
	d.Frame()
	if !slices.Equal(f.last(), before) || told() {
		t.Errorf("down to L* 22 and up again %v has become %v", before, f.last())
	}
}

// A colour as it is typed.
func TestParseColour(t *testing.T) {
	for text, want := range map[string][3]float64{
		"#ffffff":    {100, 0, 0},
		"#A57054":    {52, 18, 24},
		"52, 18, 24": {52, 18, 24},
		"50 -10 3.5": {50, -10, 3.5},
	} {
		if lab, ok := parseColour(text); !ok || paint.Difference(lab, want) > 0.6 {
			t.Errorf("%q is read as %v, %v", text, lab, ok)
		}
	}
	for _, text := range []string{"", "#12", "red", "1 2", "1 2 3 4", "120 0 0", "50 500 0"} {
		if lab, ok := parseColour(text); ok {
			t.Errorf("%q is read as %v", text, lab)
		}
	}
}

// The target is dragged in the plane and moved by keys; a row is chosen and copied; a paint is left out by either button.
func TestColour(t *testing.T) {
	d, w, f := showScene(t, "colour", 1280, 800, nil)
	s := &w.explore().mixed
	d.Click(placeIn(t, d, "target", &s.aim.Picture, 10, 20))
	if y := f.last(); math.Abs(y[1]-10) > 1 || math.Abs(y[2]-20) > 1 || y[0] != w.setup.Start[0] {
		t.Errorf("a click asks for %v", y)
	}
	was := f.last()
	d.Key(key.NameRightArrow)
	if y := f.last(); math.Abs(y[1]-was[1]-1) > 1e-9 {
		t.Errorf("an arrow leads from %v to %v", was, y)
	}
	if len(s.recipes) != mostShown {
		t.Fatalf("%d recipes", len(s.recipes))
	}
	name := func(i int) string { return "recipe " + string(rune('1'+i)) + ": " + s.recipes[i].String() }
	d.ClickOn(name(2))
	if s.chosen != 2 {
		t.Errorf("recipe %d is chosen", s.chosen)
	}
	if d.Key(key.NameReturn); !strings.Contains(w.toast.Words(), s.recipes[2].String()) {
		t.Errorf("Enter after the click says %q", w.toast.Words())
	}
	d.ClickOn("≤ 2")
	d.Frame()
	for _, r := range s.recipes {
		if len(r.order()) > 2 {
			t.Errorf("%s has more than two paints", r.String())
		}
	}
	d.ClickOn("any")
	d.ClickOn("white")
	d.Frame()
	for _, r := range s.recipes {
		if r.shares[paint.White] > 0 {
			t.Errorf("%s has white", r.String())
		}
	}
	b := d.Find("white").Bounds
	d.ClickButton(f32.Pt(float32(b.Min.X+b.Dx()/2), float32(b.Min.Y+b.Dy()/2)), pointer.ButtonSecondary)
	if s.paints.excluded[paint.White] {
		t.Error("a right click does not take white back")
	}
	d.ClickOn("Diagnostics")
	d.Frame()
	if !d.Has("reflectance") {
		t.Error("the diagnostics do not show what samples reflect")
	}
}

// Points of the spectrum are dragged; each stays between 0 and 1.
func TestCurve(t *testing.T) {
	d, w, f := showScene(t, "colour", 1280, 800, func(f *fake, w *Window) {
		f.snap = fakeSnapshot(f.snap.Plan.Scene, colourSetup(t, "spectrum"))
		w.settle(f.snap)
	})
	p := &w.explore().mixed.aim.Picture
	d.Drag(placeIn(t, d, "target", p, paint.Wavelength(5), 0.4), placeIn(t, d, "target", p, paint.Wavelength(5)+1, 0.6))
	if y := f.last(); math.Abs(y[5]-0.6) > 0.01 || y[20] != w.setup.Start[20] {
		t.Errorf("the dragged curve is %v", y)
	}
	d.Drag(placeIn(t, d, "target", p, paint.Wavelength(10), 0.2), placeIn(t, d, "target", p, paint.Wavelength(20), 0.8))
	if y := f.last(); math.Abs(y[15]-0.5) > 0.02 || math.Abs(y[20]-0.8) > 0.01 || y[21] != w.setup.Start[21] {
		t.Errorf("a drag across bands leaves %v", y[8:23])
	}
	if !strings.Contains(w.setup.Name, "spectrum") {
		t.Error(w.setup.Name)
	}
}
