package giotest

import (
	"image"
	"testing"
	"time"

	"gioui.org/f32"
	"gioui.org/io/event"
	"gioui.org/io/key"
	"gioui.org/io/pointer"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"
	"gioui.org/widget"
)

// panel is a layout with two labelled buttons and a pad that records what the mouse does.
type panel struct {
	a, b   widget.Clickable
	clicks map[string]int
	double int
	pad    []pointer.Event
	wake   time.Time
}

func (p *panel) layout(gtx layout.Context) {
	button := func(c *widget.Clickable, name string, x int) {
		for {
			e, ok := c.Update(gtx)
			if !ok {
				break
			}
			p.clicks[name]++
			if e.NumClicks == 2 {
				p.double++
			}
		}
		defer op.Offset(image.Pt(x, 0)).Push(gtx.Ops).Pop()
		c.Layout(gtx, func(gtx layout.Context) layout.Dimensions {
			semantic.Button.Add(gtx.Ops)
			semantic.LabelOp(name).Add(gtx.Ops)
			return layout.Dimensions{Size: image.Pt(40, 40)}
		})
	}
	button(&p.a, "Run", 0)
	button(&p.b, "Stop", 50)
	for {
		e, ok := gtx.Event(pointer.Filter{
			Target: p, Kinds: pointer.Press | pointer.Drag | pointer.Release | pointer.Scroll,
			ScrollY: pointer.ScrollRange{Min: -100, Max: 100},
		})
		if !ok {
			break
		}
		p.pad = append(p.pad, e.(pointer.Event))
	}
	defer clip.Rect(image.Rect(0, 50, 100, 100)).Push(gtx.Ops).Pop()
	semantic.LabelOp("pad").Add(gtx.Ops)
	event.Op(gtx.Ops, p)
	if gtx.Now.Before(p.wake) {
		gtx.Execute(op.InvalidateCmd{At: p.wake})
	}
}

func setup(t *testing.T) (*panel, *Driver) {
	p := &panel{clicks: map[string]int{}}
	return p, New(t, image.Pt(100, 100), p.layout)
}

func TestClickOnFindsByWords(t *testing.T) {
	p, d := setup(t)
	d.ClickOn("Stop")
	d.ClickOn("Stop")
	d.ClickOn("Run")
	if p.clicks["Stop"] != 2 || p.clicks["Run"] != 1 || p.double != 0 {
		t.Errorf("clicks %v, %d of them double", p.clicks, p.double)
	}
	if d.Has("Stopp") || d.Has("") {
		t.Error("finds widgets that are not there")
	}
	d.DoubleClick(f32.Pt(20, 20))
	if p.double != 1 {
		t.Error("no double click")
	}
}

func TestMouseOnPad(t *testing.T) {
	p, d := setup(t)
	d.Drag(f32.Pt(10, 60), f32.Pt(30, 70), f32.Pt(50, 80))
	d.Scroll(f32.Pt(50, 80), 20)
	var kinds []pointer.Kind
	for _, e := range p.pad {
		kinds = append(kinds, e.Kind)
	}
	want := []pointer.Kind{pointer.Press, pointer.Drag, pointer.Drag, pointer.Release, pointer.Scroll}
	if len(kinds) != len(want) {
		t.Fatalf("saw %v", kinds)
	}
	for i := range want {
		if kinds[i] != want[i] {
			t.Fatalf("saw %v", kinds)
		}
	}
	if e := p.pad[2]; e.Position != f32.Pt(50, 80) {
		t.Errorf("dragged to %v", e.Position)
	}
}

func TestTabAndSpace(t *testing.T) {
	p, d := setup(t)
	d.Key(key.NameTab)
	d.Key(key.NameSpace)
	d.Key(key.NameTab)
	d.Key(key.NameReturn)
	d.Key(key.NameTab, key.ModShift)
	d.Key(key.NameSpace)
	if p.clicks["Run"] != 2 || p.clicks["Stop"] != 1 {
		t.Errorf("keys clicked %v", p.clicks)
	}
}

func TestWaitRunsAskedFrames(t *testing.T) {
	p, d := setup(t)
	p.wake = d.Now.Add(600 * time.Millisecond)
	d.Frame()
	before := d.Now
	d.Wait(700 * time.Millisecond)
	if span := d.Now.Sub(before); span < 700*time.Millisecond || span > 720*time.Millisecond {
		t.Errorf("waited %v", span)
	}
}
