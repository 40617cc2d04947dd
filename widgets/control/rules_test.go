package control_test

import (
	"testing"

	"gioui.org/io/input"
	"gioui.org/io/key"
	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/app/window/giotest"
	"innlab/widgets"
	"innlab/widgets/control"
)

// TestEverythingIsLargeEnoughAndNamed holds all controls at once to the rules: at least 32 dp each way, and a name.
func TestEverythingIsLargeEnoughAndNamed(t *testing.T) {
	s := newSheet(false)
	d := giotest.New(t, sheetSize, s.layout)
	d.Frame()
	seen := 0
	for _, n := range d.Nodes() {
		if n.Gestures&input.ClickGesture == 0 || n.Class == semantic.Unknown || n.Class == semantic.Editor {
			continue
		}
		seen++
		if n.Bounds.Dx() < 32 || n.Bounds.Dy() < 32 {
			t.Errorf("%v %q is %v", n.Class, n.Text, n.Bounds.Size())
		}
		if n.Label == "" {
			t.Errorf("a %v at %v has no name", n.Class, n.Bounds)
		}
	}
	if seen < 60 {
		t.Errorf("only %d controls were looked at", seen)
	}
}

// TestTabReachesEveryKind counts how often Tab can be pressed until it comes round to where it began.
func TestTabReachesEveryKind(t *testing.T) {
	var (
		button, tab, entry, slot, tile, row control.Click
		flip, check                         control.Switch
		segments                            control.Segments
		slider                              = control.Slider{Scale: control.Scale{Max: 1, Step: .1}}
		number                              control.Number
		drop                                control.Dropdown
		field                               control.Field
	)
	acts := map[string]int{}
	note := func(name string, acted bool) {
		if acted {
			acts[name]++
		}
	}
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		note("button", button.Update(gtx))
		note("tab", tab.Update(gtx))
		note("legend", entry.Update(gtx))
		note("slot", slot.Update(gtx))
		note("tile", tile.Update(gtx))
		note("row", row.Update(gtx))
		note("switch", flip.Update(gtx))
		note("check", check.Update(gtx))
		note("segments", segments.Update(gtx))
		note("slider", slider.Update(gtx))
		_, stepped := number.Update(gtx)
		note("number", stepped)
		note("drop-down", drop.Update(gtx))
		changed, _ := field.Update(gtx)
		note("field", changed)

		words := []string{"a", "b"}
		control.Button{Click: &button, Words: "button"}.Layout(gtx, env)
		control.TabStyle{Click: &tab, Words: "tab", Height: 40}.Layout(gtx, env)
		control.Legend{Click: &entry, Words: "legend"}.Layout(gtx, env)
		control.Slot{Click: &slot, Words: "0", Name: "slot", Width: 60}.Layout(gtx, env)
		control.Tile{Click: &tile, Words: "tile", Width: 60, Height: 60}.Layout(gtx, env)
		control.Row{Click: &row, Icon: control.IconFile, Words: "row", Width: 100, Height: 32}.Layout(gtx, env)
		control.SwitchStyle{State: &flip, Name: "switch"}.Layout(gtx, env)
		control.Check{State: &check, Words: "check"}.Layout(gtx, env)
		control.SegmentsStyle{State: &segments, Words: words}.Layout(gtx, env)
		control.SliderStyle{State: &slider, Color: env.Theme.Lx, Name: "slider"}.Layout(gtx, env)
		control.NumberStyle{State: &number, Words: "1", Name: "number"}.Layout(gtx, env)
		control.DropdownStyle{State: &drop, Words: words, Name: "drop-down"}.Layout(gtx, env)
		control.FieldStyle{State: &field, Name: "field"}.Layout(gtx, env)
	})
	for _, press := range []struct {
		name string
		key  key.Name
	}{
		{"button", key.NameSpace}, {"tab", key.NameReturn}, {"legend", key.NameSpace}, {"slot", key.NameReturn},
		{"tile", key.NameSpace}, {"row", key.NameReturn}, {"switch", key.NameSpace}, {"check", key.NameSpace},
		{"segments", key.NameRightArrow}, {"slider", key.NameUpArrow}, {"number", key.NameUpArrow},
		{"drop-down", key.NameDownArrow},
	} {
		b.Key(key.NameTab)
		b.Key(press.key)
		if acts[press.name] != 1 {
			t.Errorf("after Tab a key does not reach the %s; so far %v", press.name, acts)
		}
	}
	b.Key(key.NameTab)
	b.Type("x")
	if acts["field"] != 1 {
		t.Error("Tab does not reach the field")
	}
	b.Key(key.NameTab)
	b.Key(key.NameSpace)
	if acts["button"] != 2 {
		t.Errorf("Tab does not come round; so far %v", acts)
	}
}

// TestWordsAreNotCut gives words no room and expects the control to take it.
func TestWordsAreNotCut(t *testing.T) {
	var c control.Click
	var s control.Segments
	b := newBench(t, func(gtx layout.Context, env control.Env) {
		c.Update(gtx)
		s.Update(gtx)
		gtx.Constraints.Max.X = 40
		control.Button{Click: &c, Words: "Use a trained one"}.Layout(gtx, env)
		control.SegmentsStyle{State: &s, Words: []string{"benchmark", "paper"}}.Layout(gtx, env)
	})
	for _, words := range []string{"Use a trained one", "benchmark"} {
		gtx := layout.Context{Ops: &b.Ops, Metric: b.Metric}
		need := b.env.Width(gtx, widgets.Words(words), control.Strong)
		if got := b.Find(words).Bounds.Dx(); got < need {
			t.Errorf("%q needs %d and has %d", words, need, got)
		}
	}
}
