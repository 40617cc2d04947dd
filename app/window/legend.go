package window

// The legend at the right of a card's header: prior, posterior, truth. Each entry shows and hides what it names.

import (
	"image/color"

	"gioui.org/layout"
	"gioui.org/op"

	"innlab/widgets"
	"innlab/widgets/control"
)

// legend holds the three entries, in the order prior, posterior, truth.
type legend struct{ entry [3]control.Click }

// legendGap is the room between two entries, in dp.
const legendGap = 14

// shows are the switches of prior, posterior and truth.
func (w *Window) shows() [3]*bool {
	return [3]*bool{&w.show.prior, &w.show.posterior, &w.show.truth}
}

func (l *legend) update(gtx layout.Context, f *frame) {
	for i, on := range f.shows() {
		if l.entry[i].Update(gtx) {
			*on = !*on
		}
	}
}

// looks are the entries as they are now.
func (l *legend) looks(f *frame) []control.Legend {
	th, on := &f.theme, f.shows()
	post := "posterior"
	if f.class != small && f.ans != nil && !f.look.none {
		post += " (" + widgets.Count(len(f.ans.Clouds[0].X)/f.snap.Plan.Setup.Problem.DimX) + ")"
	}
	looks := []control.Legend{
		{Words: "prior", Doc: sayPrior, Fill: th.PriorFill, Line: th.Prior},
		{Words: post, Doc: sayX, Fill: th.PostFill, Line: th.Post},
		{Words: "truth", Doc: sayTruth, Swatch: control.Dash, Line: th.Truth},
	}
	if m := f.snap.Plan.Setup.Modes; m != nil && f.show.modes {
		looks[1].Swatch = control.Discs
		looks[1].Marks = discColours(m.Carriers(f.choice.label()), th)
	} else if f.show.modes {
		looks[1].Swatch = control.Discs
		for _, at := range [][2]float64{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
			looks[1].Marks = append(looks[1].Marks, widgets.NewPlaces(th).At(at[0], at[1]))
		}
	}
	if f.snap.Plan.Setup.Exact == nil || f.choice.noise > 0 && !f.choice.labels {
		looks = looks[:2]
		if f.choice.held(f.snap.Plan.Setup) != nil {
			looks = append(looks, control.Legend{Words: "held-out x", Doc: sayHeldX, Swatch: control.Dash, Line: th.Truth})
		}
	}
	for i := range looks {
		looks[i].Click, looks[i].Hidden = &l.entry[i], !*on[i]
	}
	return looks
}

// layout draws the entries in a row that ends at x; entries that would start before least are left out.
func (l *legend) layout(gtx layout.Context, f *frame, x, least float32) {
	l.row(gtx, f, l.looks(f), x, least)
}

// row draws entries like layout.
func (l *legend) row(gtx layout.Context, f *frame, looks []control.Legend, x, least float32) {
	for i := len(looks) - 1; i >= 0; i-- {
		m := op.Record(gtx.Ops)
		w := f.put(gtx, 0, 0, looks[i])
		m.Stop() // only to know the width
		if x-w < least {
			return
		}
		f.put(gtx, x-w, 9, looks[i])
		x -= w + legendGap
	}
}

// discColours are the colours of at most four of the modes, or of the first ones where none carries the label.
func discColours(carry []int, th *widgets.Theme) []color.NRGBA {
	if len(carry) == 0 {
		carry = []int{0, 1, 2, 3}
	}
	var c []color.NRGBA
	for _, i := range carry[:min(len(carry), 4)] {
		c = append(c, th.Mode[i%modeColours])
	}
	return c
}
