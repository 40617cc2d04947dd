package dialog

// How the form for an own simulator is laid out: the fields scroll, what came of trying stands below them, the buttons at the
// bottom.

import (
	"fmt"
	"image/color"
	"path/filepath"
	"strconv"

	"gioui.org/layout"
	"gioui.org/op"

	"innlab/widgets"
	"innlab/widgets/control"
)

const simulatorWidth, simulatorHeight = 760, 600

// Layout draws the form in the middle of the constraints, which are the whole window.
func (s *Simulator) Layout(gtx layout.Context, env control.Env) {
	if !s.Shown() {
		return
	}
	if s.fresh {
		defer s.command.Focus(gtx)
	}
	s.frame.layout(gtx, env, "Own simulator", simulatorWidth, simulatorHeight, s.body)
}

func (s *Simulator) body(gtx layout.Context, env control.Env) {
	const pad, gap = 12, 8
	k := gtx.Metric.PxPerDp
	w, h := float32(gtx.Constraints.Max.X)/k, float32(gtx.Constraints.Max.Y)/k
	inner := w - 2*pad
	foot := h - pad - 36
	m := op.Record(gtx.Ops)
	high := min(s.tried(gtx, env, inner), 0.45*h)
	m.Stop()
	top := foot - gap - high
	env.In(gtx, rect(gtx, pad-4, 0, w-1, top-gap), func(gtx layout.Context, env control.Env) {
		s.scroll.Layout(gtx, env, func(gtx layout.Context, env control.Env) int {
			var y float32
			env.In(gtx, rect(gtx, 4, 0, 4+inner, 4000), func(gtx layout.Context, env control.Env) { y = s.fields(gtx, env, inner) })
			return dp(gtx, y)
		})
	})
	env.In(gtx, rect(gtx, pad, top, w-1, foot-gap), func(gtx layout.Context, env control.Env) {
		s.result.Layout(gtx, env, func(gtx layout.Context, env control.Env) int { return dp(gtx, s.tried(gtx, env, inner)) })
	})
	s.buttons(gtx, env, pad, foot, w)
}

func (s *Simulator) buttons(gtx layout.Context, env control.Env, pad, y, w float32) {
	words, doc := "Try it", "Ask the program for a few rows and show what it answers."
	if s.trying {
		words, doc = "Stop", "End the program."
	}
	put(gtx, env, pad, y, 100, control.Button{Click: &s.try, Words: words, Height: 36, Width: 100, Doc: doc})
	put(gtx, env, w-pad-100, y, 100, control.Button{
		Click: &s.act, Words: "Open", Kind: control.Filled, Height: 36, Width: 100,
		Doc: "Ask the program in the background and learn from its answers. The run so far is kept for undo.",
	})
	put(gtx, env, w-pad-208, y, 100, control.Button{Click: &s.back, Words: "Cancel", Height: 36, Width: 100})
}

// fields draws what can be set and returns its height in dp.
func (s *Simulator) fields(gtx layout.Context, env control.Env, w float32) float32 {
	t, y := env.Theme, float32(0)
	var wrong faults
	if s.checked {
		wrong = s.wrong()
	}
	line := func(words string, role control.Role, ink color.NRGBA) {
		_, h := put(gtx, env, 0, y, w, control.Paragraph{Words: words, Role: role, Color: ink})
		y += h + 8
	}
	put(gtx, env, 0, y, w, control.Section{Words: "Command"})
	y += sectionPitch
	put(gtx, env, 0, y, w, control.FieldStyle{
		State: &s.command, Name: "Command", Hint: "python3 simulate.py", Wrong: wrong.command != "",
		Doc: "The program with its arguments, as in a terminal. It is started for one batch of rows after the other.",
	})
	y += 42
	if wrong.command != "" {
		line(wrong.command, control.Small, t.Err)
	}
	line("It reads a row of x from each line of its input, with commas between the numbers, and writes a row of y for each.", control.Small, t.Text2)

	y += 4
	put(gtx, env, 0, y, w, control.Section{Words: "x that it is asked for"})
	y += sectionPitch
	if s.table != nil {
		words := fmt.Sprintf("%s drawn from the rows of %s", numbersOf(len(s.table.X)), filepath.Base(s.table.Path))
		put(gtx, env, 0, y+8, w-240, control.Line{Label: widgets.Words(words), Role: control.Body, Color: t.Text})
		y += rowPitch
	}
	for i, r := range s.rows {
		var err error
		if i < len(wrong.rows) {
			err = wrong.rows[i]
		}
		env.In(gtx, rect(gtx, 0, y, w, y+rowPitch), func(gtx layout.Context, env control.Env) { y += r.layout(gtx, env, w, err) })
	}
	if wrong.prior != "" {
		line(wrong.prior, control.Small, t.Err)
	}
	first := control.Button{Click: &s.add, Words: "Add a number", Kind: control.Plain, Icon: control.IconAdd, Doc: "One more number of x."}
	if s.table != nil {
		first = control.Button{Click: &s.byHand, Words: "Name distributions", Kind: control.Plain, Doc: "Say number by number what x are drawn from."}
	}
	bw, _ := put(gtx, env, -8, y, w, first)
	put(gtx, env, bw, y, w, control.Button{
		Click: &s.file, Words: "From a file…", Kind: control.Plain, Doc: "Named distributions from a .json file, or a table whose rows are x.",
	})
	y += rowPitch + 4

	put(gtx, env, 0, y, w, control.Section{Words: "Asking"})
	y += sectionPitch
	third := (w + 16) / 3
	number := func(i int, words, label string, n *control.Number, text, plain, doc string, wrong bool) {
		x := float32(i) * third
		put(gtx, env, x, y+8, third-control.FieldWidth-24, control.Line{Label: widgets.Words(words), Role: control.Body, Color: t.Text})
		put(gtx, env, x+third-control.FieldWidth-16, y, control.FieldWidth, control.NumberStyle{
			State: n, Words: text, Plain: plain, Name: label, Doc: doc, Wrong: wrong,
		})
	}
	seconds := strconv.FormatFloat(s.limit.Seconds(), 'g', -1, 64)
	number(0, "Simulations", "Simulations", &s.counts, widgets.Count(s.count), strconv.Itoa(s.count),
		"How many rows it is asked for, once; a tenth of them is held out.", wrong.count != "")
	number(1, "At a time", "Programs at a time", &s.programs, widgets.Count(s.atOnce), strconv.Itoa(s.atOnce),
		"How many of the program run at once.", false)
	number(2, "Time limit", "Time limit", &s.limits, seconds+" s", seconds,
		"How long it may take for one batch of rows; then it is ended. It can be changed while it is asked.", false)
	y += rowPitch
	if wrong.count != "" {
		line(wrong.count, control.Small, t.Err)
	}
	put(gtx, env, 0, y, 32, control.SwitchStyle{
		State: &s.anew, Color: t.Accent, Name: "Ask anew",
		Doc: "Answers are kept and used the next time. A change of the program in a file that its command does not name is not seen.",
	})
	put(gtx, env, 40, y+1, w-40, control.Line{
		Label: widgets.Words("Ask anew, though answers are kept from before"), Role: control.Body, Color: t.Text,
	})
	return y + 28
}

func numbersOf(n int) string {
	if n == 1 {
		return "1 number"
	}
	return widgets.Count(n) + " numbers"
}

// Measures of the rows that came of trying, in dp.
const (
	trialCell, trialPitch = 92, 22
	TriedRows             = 4 // that a simulator is asked for
)

// tried draws what came of trying and returns its height in dp.
func (s *Simulator) tried(gtx layout.Context, env control.Env, w float32) float32 {
	t := env.Theme
	say := func(y float32, words string, ink color.NRGBA) float32 {
		_, h := put(gtx, env, 0, y, w-12, control.Paragraph{Words: words, Role: control.Small, Color: ink})
		return h
	}
	trial, wrong := s.trial, s.wrong()
	switch {
	case s.trying:
		return say(0, fmt.Sprintf("The program is asked for %d rows…", TriedRows), t.Text2)
	case s.checked && wrong.any():
		return say(0, "It cannot be asked yet: see the words in red.", t.Err)
	case trial == nil:
		return 0
	}
	y := float32(0)
	if trial.Wrong != "" {
		y = say(0, capital(trial.Wrong)+".", t.Err) + 4
	} else {
		y = say(0, fmt.Sprintf("It answered %d rows of x in %.2g s.", len(trial.X), trial.Took.Seconds()), t.Text2) + 4
	}
	dimY := 0
	for _, row := range trial.Y {
		dimY = max(dimY, len(row))
	}
	if dimY == 0 {
		return y
	}
	nx, ny := shares(len(s.names()), dimY, int(w/trialCell))
	cell := func(i int, y float32, words string, role control.Role, ink color.NRGBA) {
		put(gtx, env, float32(i)*trialCell, y, trialCell-8, control.Line{Label: widgets.Words(words), Role: role, Color: ink})
	}
	for i, name := range s.names()[:nx] {
		cell(i, y, name, control.Strong, t.PostText)
	}
	for i := range ny {
		cell(nx+i, y, "y"+strconv.Itoa(i+1), control.Strong, t.Ly)
	}
	for r, x := range trial.X {
		y += trialPitch
		for i, v := range x[:nx] {
			cell(i, y, widgets.Short(v), control.Body, t.Text)
		}
		for i := range ny {
			words := "–"
			if i < len(trial.Y[r]) {
				words = widgets.Short(trial.Y[r][i])
			}
			cell(nx+i, y, words, control.Body, t.Text)
		}
	}
	y += trialPitch
	if nx < len(s.names()) || ny < dimY {
		y += say(y, fmt.Sprintf("Shown: %d of %d numbers of x, %d of %d of y.", nx, len(s.names()), ny, dimY), t.Text2)
	}
	return y
}

// names are those of x.
func (s *Simulator) names() (list []string) {
	if s.table != nil {
		for _, f := range s.table.X {
			list = append(list, f.Name)
		}
		return list
	}
	for _, e := range s.entries() {
		list = append(list, e.Name)
	}
	return list
}

// shares are how many of nx and ny columns are shown where there is room for n.
func shares(nx, ny, n int) (int, int) {
	x := min(nx, max(n-ny, n/2))
	return x, min(ny, n-x)
}
