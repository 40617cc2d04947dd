package widgets

import (
	"image"
	"math"
	"testing"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/layout"

	"innlab/app/window/giotest"
)

// shown is a picture of x, y in −1 … 1 whose inside is 200×200 pixels from (50, 20).
type shown struct {
	Picture
	d      *giotest.Driver
	key    int
	drawn  int
	events []PictureEvent
}

func show(t *testing.T, set func(p *Picture)) *shown {
	s := &shown{}
	set(&s.Picture)
	s.d = giotest.New(t, image.Pt(300, 260), func(gtx layout.Context) {
		s.events = append(s.events, s.Update(gtx)...)
		s.Layout(gtx, s.key, func() Plot {
			s.drawn++
			return Plot{Frame: Frame{
				Theme: Light(), Inner: Rect{50, 20, 250, 220},
				X: Axis{Min: -1, Max: 1}, Y: Axis{Min: -1, Max: 1},
			}}
		})
	})
	return s
}

// kinds returns the events of the kinds asked for and forgets all.
func (s *shown) kinds(k ...Kind) (out []PictureEvent) {
	for _, e := range s.events {
		for _, w := range k {
			if e.Kind == w {
				out = append(out, e)
			}
		}
	}
	s.events = nil
	return out
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

func TestPictureIsDrawnOnce(t *testing.T) {
	s := show(t, func(*Picture) {})
	s.d.Frame()
	s.d.Frame()
	if s.drawn != 1 {
		t.Fatalf("drawn %d times for one key", s.drawn)
	}
	before := s.Image()
	s.key++
	s.d.Frame()
	if s.drawn != 2 {
		t.Fatalf("drawn %d times for two keys", s.drawn)
	}
	if s.Image() == before {
		t.Error("the same image is drawn on while its texture may be on its way")
	}
	s.d.Size = image.Pt(310, 260)
	s.d.Frame()
	if s.drawn != 3 || s.Image().Rect.Dx() != 310 {
		t.Errorf("a change of size: drawn %d times, %v", s.drawn, s.Image().Rect)
	}
	s.d.Metric.PxPerDp = 2
	s.d.Frame()
	if s.drawn != 4 {
		t.Errorf("a change of scale is not drawn")
	}
}

func TestPictureHoverAndClick(t *testing.T) {
	s := show(t, func(*Picture) {})
	s.d.Move(f32.Pt(150, 120))
	if h := s.kinds(Hover); len(h) == 0 || !near(h[0].X, 0) || !near(h[0].Y, 0) {
		t.Errorf("over the middle: %v", h)
	}
	s.d.Click(f32.Pt(250, 20))
	if c := s.kinds(Click); len(c) != 1 || !near(c[0].X, 1) || !near(c[0].Y, 1) {
		t.Errorf("a click at the upper right: %v", c)
	}
	s.d.Click(f32.Pt(20, 100)) // on the tick labels
	if c := s.kinds(Click, Hover); len(c) != 0 {
		t.Errorf("outside the frame: %v", c)
	}
	s.d.Move(f32.Pt(150, 120))
	s.kinds()
	s.d.Move(f32.Pt(20, 120))
	if l := s.kinds(Leave); len(l) != 1 {
		t.Errorf("leaving: %v", l)
	}
}

func TestPicturePull(t *testing.T) {
	s := show(t, func(p *Picture) { p.Drag = Pull })
	s.d.Drag(f32.Pt(150, 120), f32.Pt(200, 120), f32.Pt(200, 70))
	got := s.kinds(Press, Pulled, Release, Click)
	if len(got) < 3 || got[0].Kind != Press || got[len(got)-1].Kind != Release {
		t.Fatalf("%v", got)
	}
	if e := got[len(got)-1]; !near(e.X, 0.5) || !near(e.Y, 0.5) {
		t.Errorf("let go at %v, %v", e.X, e.Y)
	}
	s.d.Click(f32.Pt(100, 120))
	if c := s.kinds(Click); len(c) != 1 || !near(c[0].X, -0.5) {
		t.Errorf("a click where pulling is possible: %v", c)
	}
}

func TestPictureSelect(t *testing.T) {
	s := show(t, func(p *Picture) { p.Drag = Select; p.Zoom = true })
	s.d.Drag(f32.Pt(200, 170), f32.Pt(120, 100), f32.Pt(100, 70))
	got := s.kinds(Selected)
	if len(got) != 1 {
		t.Fatalf("%v", got)
	}
	if r := got[0].Range; !near(r.X0, -0.5) || !near(r.X1, 0.5) || !near(r.Y0, -0.5) || !near(r.Y1, 0.5) {
		t.Errorf("%v is chosen", r)
	}
	if s.View() != Whole {
		t.Error("choosing moved the view")
	}
}

func TestPictureZoomPanFit(t *testing.T) {
	s := show(t, func(p *Picture) { p.Zoom = true })
	at := f32.Pt(200, 70) // (0.5, 0.5)
	s.d.Scroll(at, -20)
	x, y, _ := s.Data(at.X, at.Y)
	if !near(x, 0.5) || !near(y, 0.5) {
		t.Errorf("zooming moved what is under the pointer to %v, %v", x, y)
	}
	r, _ := s.Range()
	if w := r.W(); math.Abs(w-2*math.Exp(-0.2)) > 1e-6 {
		t.Errorf("a notch leaves a range of %v", w)
	}
	if m := s.kinds(Moved); len(m) != 1 {
		t.Errorf("%d events", len(m))
	}
	for name, pan := range map[string]func(){
		"Shift":  func() { s.d.DragWith(pointer.ButtonPrimary, key.ModShift, at, f32.Pt(180, 80), f32.Pt(160, 90)) },
		"middle": func() { s.d.DragWith(pointer.ButtonTertiary, 0, at, f32.Pt(180, 80), f32.Pt(160, 90)) },
	} {
		x, y, _ = s.Data(at.X, at.Y)
		pan()
		if x1, y1, _ := s.Data(160, 90); math.Abs(x1-x) > 1e-6 || math.Abs(y1-y) > 1e-6 {
			t.Errorf("%s: the point under the pointer was %v, %v and is %v, %v", name, x, y, x1, y1)
		}
	}
	s.d.DoubleClick(at)
	if s.View() != Whole {
		t.Errorf("a double click leaves %v", s.View())
	}
	s.d.Scroll(at, 1e5)
	s.d.Scroll(at, -1e5)
	if r, _ := s.Range(); !(r.W() > 1e-3 && r.W() < 100) {
		t.Errorf("the wheel reaches a range of %v", r)
	}
}

func TestPictureWithoutZoom(t *testing.T) {
	s := show(t, func(*Picture) {})
	s.d.Scroll(f32.Pt(150, 120), -20)
	s.d.DragWith(pointer.ButtonPrimary, key.ModShift, f32.Pt(150, 120), f32.Pt(180, 120))
	if s.View() != Whole {
		t.Errorf("a plot that does not move shows %v", s.View())
	}
}

func TestPictureZoomsLogarithms(t *testing.T) {
	a := Axis{Min: 1e-3, Max: 10, Log: true}
	b := a.sub(0.25, 0.75)
	if math.Abs(b.Min-1e-2) > 1e-9 || math.Abs(b.Max-1) > 1e-9 {
		t.Errorf("the middle half of 0.001 … 10 is %v … %v", b.Min, b.Max)
	}
}

func TestPictureKeys(t *testing.T) {
	s := show(t, func(p *Picture) { p.Keys(key.NameLeftArrow, key.NameHome) })
	s.d.Key(key.NameLeftArrow)
	if k := s.kinds(KeyPress); len(k) != 0 {
		t.Errorf("keys without the focus: %v", k)
	}
	s.d.Click(f32.Pt(150, 120))
	s.d.Frame()
	if !s.Focused() || s.input.ring {
		t.Errorf("after a click: focus %v, ring %v", s.Focused(), s.input.ring)
	}
	s.d.Key(key.NameLeftArrow, key.ModShift)
	if k := s.kinds(KeyPress); len(k) != 1 || k[0].Key != key.NameLeftArrow || !k[0].Modifiers.Contain(key.ModShift) {
		t.Errorf("%v", k)
	}
}

func TestPictureTab(t *testing.T) {
	s := show(t, func(p *Picture) { p.Keys(key.NameHome) })
	s.d.Key(key.NameTab)
	s.d.Frame()
	if !s.Focused() || !s.input.ring {
		t.Errorf("after Tab: focus %v, ring %v", s.Focused(), s.input.ring)
	}
}

func TestPictureSpeaks(t *testing.T) {
	s := show(t, func(p *Picture) { p.Label, p.Description = "posterior", "Every x." })
	n, ok := s.d.Lookup("posterior")
	if !ok || n.Description != "Every x." {
		t.Errorf("%v, %v", n, ok)
	}
}

// A picture of no size, or asked before it was drawn, does no harm.
func TestPictureOfNothing(t *testing.T) {
	var p Picture
	if _, _, inside := p.Data(3, 3); inside {
		t.Error("nothing is drawn, yet something is inside")
	}
	if _, _, ok := p.At(0, 0); ok {
		t.Error("nothing is drawn, yet a place is known")
	}
	for _, size := range []image.Point{{0, 0}, {1, 1}, {3, 200}, {40, 40}} {
		giotest.New(t, size, func(gtx layout.Context) {
			p.Update(gtx)
			p.Layout(gtx, size, func() Plot { return samplePlot(Light(), 10, true) })
			p.Ring(gtx, 0, 0)
			p.Trail(gtx, [][2]float64{{0, 0}, {1, 1}}, Light().Accent)
		})
	}
}
