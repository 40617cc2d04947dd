package control_test

import (
	"image"
	"testing"
	"time"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/app/window/giotest"
	"innlab/widgets"
	"innlab/widgets/control"
)

// bench lays out one control at (50, 50) of a small window.
type bench struct {
	*giotest.Driver
	env control.Env
}

func newBench(t *testing.T, draw func(layout.Context, control.Env)) *bench {
	theme := widgets.Light()
	size := image.Pt(400, 300)
	b := &bench{env: control.Env{
		Theme: &theme, Shaper: widgets.NewShaper(), Icons: &control.Icons{}, Hints: &control.Hints{}, Window: size,
	}}
	b.Driver = giotest.New(t, size, func(gtx layout.Context) {
		b.env.In(gtx, image.Rect(50, 50, 350, 250), func(gtx layout.Context, env control.Env) {
			gtx.Constraints.Min = image.Point{}
			draw(gtx, env)
		})
		b.env.Hints.Layout(gtx, b.env)
	})
	return b
}

func TestButton(t *testing.T) {
	var c control.Click
	n, disabled := 0, false
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		for c.Update(gtx) {
			n++
		}
		control.Button{Click: &c, Words: "Train", Doc: "Start.", Disabled: disabled}.Layout(gtx, env)
	})
	b.ClickOn("Train")
	if n != 1 {
		t.Errorf("%d clicks of the mouse", n)
	}
	b.Key(key.NameTab)
	b.Key(key.NameSpace)
	b.Key(key.NameReturn)
	if n != 3 {
		t.Errorf("%d clicks after two keys", n)
	}
	node := b.Find("Train")
	if node.Class != semantic.Button || node.Description != "Start." || node.Disabled {
		t.Errorf("announced as %+v", node)
	}
	disabled = true
	b.Frame()
	b.ClickOn("Train")
	b.Key(key.NameSpace)
	if n != 3 || !b.Find("Train").Disabled {
		t.Error("a disabled button acts")
	}
}

func TestMouseTakesNoFocusAndClearsIt(t *testing.T) {
	var one, two control.Click
	focused := false
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		one.Update(gtx)
		two.Update(gtx)
		control.Button{Click: &one, Words: "One"}.Layout(gtx, env)
		env.In(gtx, image.Rect(100, 0, 200, 40), func(gtx layout.Context, env control.Env) {
			control.Button{Click: &two, Words: "Two"}.Layout(gtx, env)
		})
		focused = one.Focused(gtx) || two.Focused(gtx)
	})
	b.Key(key.NameTab)
	if !focused {
		t.Fatal("Tab reaches no button")
	}
	b.ClickOn("Two")
	if focused {
		t.Error("a button keeps or takes the keyboard after the mouse was used; Space would press it")
	}
}

func TestHoldRepeats(t *testing.T) {
	var c control.Click
	n := 0
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		for c.Update(gtx) {
			n++
		}
		for c.Held(gtx) {
			n++
		}
		control.Button{Click: &c, Words: "Step"}.Layout(gtx, env)
	})
	b.Press(giotest.Middle(b.Find("Step").Bounds))
	b.Wait(900 * time.Millisecond)
	if n != 4 && n != 5 { // at 400, 525, 650, 775 and perhaps 900 ms
		t.Errorf("%d steps in 900 ms of holding", n)
	}
	held := n
	b.Release()
	b.Wait(500 * time.Millisecond)
	if n != held+1 { // the click itself
		t.Errorf("%d steps after letting go", n-held)
	}
}

func TestSwitch(t *testing.T) {
	var s control.Switch
	flips := 0
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		if s.Update(gtx) {
			flips++
		}
		control.SwitchStyle{State: &s, Color: env.Theme.Lx, Name: "loss x", Reach: 100}.Layout(gtx, env)
	})
	b.ClickOn("loss x") // the middle of the row, right of the switch
	if !s.On || flips != 1 || !b.Find("loss x").Selected || b.Find("loss x").Class != semantic.Switch {
		t.Errorf("on %v after %d flips: %s", s.On, flips, b.Dump())
	}
	if h := b.Find("loss x").Bounds.Dy(); h < 32 {
		t.Errorf("reacts on %d dp only", h)
	}
	b.Key(key.NameTab)
	b.Key(key.NameSpace)
	if s.On {
		t.Error("Space does not flip it")
	}
}

func TestSegments(t *testing.T) {
	s := control.Segments{Chosen: 1}
	changes := 0
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		if s.Update(gtx) {
			changes++
		}
		control.SegmentsStyle{State: &s, Words: []string{"all", "some", "none"}}.Layout(gtx, env)
	})
	b.ClickOn("none")
	b.ClickOn("none")
	if s.Chosen != 2 || changes != 1 || !b.Find("none").Selected || b.Find("some").Selected {
		t.Errorf("chosen %d after %d changes", s.Chosen, changes)
	}
	b.Key(key.NameTab)
	b.Key(key.NameLeftArrow)
	b.Key(key.NameLeftArrow)
	b.Key(key.NameLeftArrow)
	if s.Chosen != 0 {
		t.Errorf("chosen %d after arrows", s.Chosen)
	}
}

func TestSlider(t *testing.T) {
	s := control.Slider{Value: 400, Scale: control.Scale{Min: 4, Max: 40000, Default: 400, Log: true}}
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		s.Update(gtx)
		control.SliderStyle{State: &s, Color: env.Theme.Lx, Name: "weight", Number: 60}.Layout(gtx, env)
	})
	track := b.Find("weight").Bounds
	at := func(share float32) f32.Point {
		return f32.Pt(float32(track.Min.X)+7+share*float32(track.Dx()-14), float32(track.Min.Y+track.Dy()/2))
	}
	b.Drag(at(.5), at(.6), at(.75))
	if s.Value != 4000 {
		t.Errorf("dragged to %v", s.Value)
	}
	b.Drag(at(.75), at(3))
	if s.Value != 40000 {
		t.Errorf("dragged out of the range to %v", s.Value)
	}
	b.DoubleClick(at(.2))
	if s.Value != 400 {
		t.Errorf("a double click leaves %v", s.Value)
	}
	b.Scroll(at(.1), -10) // half a notch, as X11 sends it
	if s.Value != 400 {
		t.Errorf("half a notch moves to %v", s.Value)
	}
	b.Scroll(at(.1), -10)
	if s.Value != 450 {
		t.Errorf("a notch moves to %v", s.Value)
	}
	b.Scroll(at(.1), 20)
	b.Click(at(.5))
	b.Key(key.NameRightArrow)
	b.Key(key.NameLeftArrow, key.ModShift)
	if s.Value != 140 {
		t.Errorf("one step up and ten down lead to %v", s.Value)
	}
	b.Key(key.NameEnd)
	if s.Value != 40000 {
		t.Errorf("End leads to %v", s.Value)
	}
	b.ClickOn("weight as a number")
	b.Type("1 250")
	b.Key(key.NameReturn)
	if s.Value != 1250 {
		t.Errorf("typed 1 250, got %v", s.Value)
	}
	b.ClickOn("weight as a number")
	b.Type("7e9")
	b.Key(key.NameReturn)
	if s.Value != 40000 {
		t.Errorf("typed too much, got %v", s.Value)
	}
	for _, bad := range []string{"much", "NaN", "Inf", ""} {
		b.ClickOn("weight as a number")
		b.Type(bad)
		b.Key(key.NameReturn)
		if s.Value != 40000 {
			t.Errorf("%q typed, got %v", bad, s.Value)
		}
	}
	b.ClickOn("weight as a number")
	b.Type("5")
	b.Key(key.NameEscape)
	if s.Value != 40000 || !b.Has("weight as a number") {
		t.Errorf("Escape keeps what was typed: %v", s.Value)
	}
}

func TestNumber(t *testing.T) {
	var n control.Number
	value, typed := 8, ""
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		for {
			c, ok := n.Update(gtx)
			if !ok {
				break
			}
			value += c.Steps
			typed += c.Text
		}
		control.NumberStyle{State: &n, Words: widgets.Count(value), Name: "Coupling blocks"}.Layout(gtx, env)
	})
	b.ClickOn("more Coupling blocks")
	b.ClickOn("less Coupling blocks")
	b.ClickOn("less Coupling blocks")
	if value != 7 {
		t.Errorf("stepped to %d", value)
	}
	b.ClickOn("Coupling blocks")
	b.Type("12")
	b.Key(key.NameReturn)
	if typed != "12" {
		t.Errorf("typed %q", typed)
	}
	b.Key(key.NameTab)
	b.Key(key.NameUpArrow)
	b.Key(key.NameUpArrow, key.ModShift)
	if value != 18 {
		t.Errorf("keys step to %d", value)
	}
}

func TestDropdown(t *testing.T) {
	var d control.Dropdown
	var below control.Click
	through := 0
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		d.Update(gtx)
		for below.Update(gtx) {
			through++
		}
		control.DropdownStyle{State: &d, Name: "Block", Words: []string{"affine", "additive", "none"}}.Layout(gtx, env)
		env.In(gtx, image.Rect(0, 40, 300, 200), func(gtx layout.Context, env control.Env) {
			control.Button{Click: &below, Words: "below", Width: 200, Height: 150}.Layout(gtx, env)
		})
	})
	b.ClickOn("Block: affine")
	b.ClickOn("additive")
	if d.Chosen != 1 || !b.Has("Block: additive") || b.Has("none") || through != 0 {
		t.Fatalf("chosen %d, %d clicks went through\n%s", d.Chosen, through, b.Dump())
	}
	b.ClickOn("Block: additive")
	b.Key(key.NameDownArrow)
	b.Key(key.NameDownArrow)
	b.Key(key.NameDownArrow)
	b.Key(key.NameReturn)
	if d.Chosen != 2 {
		t.Errorf("arrows and Enter choose %d", d.Chosen)
	}
	b.ClickOn("Block: none")
	b.Key(key.NameEscape)
	if b.Has("additive") || d.Chosen != 2 {
		t.Error("Escape does not close the menu")
	}
	b.ClickOn("Block: none")
	b.Click(f32.Pt(380, 280))
	if b.Has("additive") {
		t.Error("a press outside does not close the menu")
	}
	b.Key(key.NameTab)
	b.Key(key.NameUpArrow)
	if d.Chosen != 1 {
		t.Errorf("an arrow on the closed field chooses %d", d.Chosen)
	}
}

func TestMenuStaysInWindow(t *testing.T) {
	var m control.Menu
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		m.Update(gtx)
		control.MenuStyle{
			State: &m, Items: []control.Item{{Words: "Open model…"}, {Words: "Save model…", Key: "Ctrl S"}, {Words: "Help"}},
			Anchor: image.Rect(290, 150, 320, 190), Width: 180,
		}.Layout(gtx, env)
		if !m.Shown() {
			m.Open(gtx, nil)
		}
	})
	b.Frame()
	for _, words := range []string{"Open model…", "Save model…", "Help"} {
		if r := b.Find(words).Bounds; !r.In(image.Rect(0, 0, 400, 300)) {
			t.Errorf("%s is at %v, outside the window", words, r)
		}
	}
}

func TestToast(t *testing.T) {
	var toast control.Toast
	undone := 0
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		if toast.Update(gtx) {
			undone++
		}
		toast.Layout(gtx, env)
	})
	toast.Show("Network reset.", "Undo")
	b.Frame()
	b.Wait(7 * time.Second)
	if !b.Has("Network reset.") {
		t.Fatal("gone too early")
	}
	b.HoverOver("Network reset.")
	b.Wait(20 * time.Second)
	if !b.Has("Network reset.") {
		t.Fatal("hovering does not hold it")
	}
	b.Leave()
	b.Wait(2 * time.Second)
	if b.Has("Network reset.") {
		t.Fatal("stays for ever")
	}
	toast.Show("One.", "")
	toast.Show("Two.", "Undo")
	b.Frame()
	if b.Has("One.") || !b.Has("Two.") {
		t.Error("not one at a time")
	}
	b.ClickOn("Undo")
	if undone != 1 || b.Has("Two.") {
		t.Errorf("undone %d times", undone)
	}
}

func TestHintsAndTooltip(t *testing.T) {
	var c control.Click
	sentence := ""
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		c.Update(gtx)
		control.Button{Click: &c, Words: "Reset", Doc: "Forget what was learned."}.Layout(gtx, env)
		sentence = env.Hints.Sentence()
	})
	if sentence != "" {
		t.Errorf("says %q with nothing under the pointer", sentence)
	}
	b.HoverOver("Reset")
	tip := func() bool { return b.Has("Forget what was learned.") }
	if sentence != "Forget what was learned." || tip() {
		t.Errorf("says %q, tooltip %v at once", sentence, tip())
	}
	b.Wait(650 * time.Millisecond)
	if !tip() {
		t.Error("no tooltip after 650 ms")
	}
	b.ClickOn("Reset")
	b.Wait(time.Second)
	if tip() {
		t.Error("the tooltip stays after a press")
	}
	b.Leave()
	if sentence != "" {
		t.Errorf("still says %q", sentence)
	}
	b.Key(key.NameTab)
	if sentence != "Forget what was learned." {
		t.Errorf("says %q of what has the focus", sentence)
	}
}

func TestSlotReachesSpecifiedSize(t *testing.T) {
	var c control.Click
	n := 0
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		for c.Update(gtx) {
			n++
		}
		control.Slot{Click: &c, Words: "3", Name: "label 3", Width: 56, Chosen: n > 0}.Layout(gtx, env)
	})
	b.ClickOn("label 3")
	if node := b.Find("label 3"); n != 1 || !node.Selected || node.Bounds.Size() != image.Pt(56, 48) {
		t.Errorf("%d clicks, %+v", n, node)
	}
	if b.Cursor() != pointer.CursorPointer {
		t.Error("the pointer does not show that it can be pressed")
	}
}
