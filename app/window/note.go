package window

// What has to be said where the answer stands: that it is noise, on its way, or the last good network; and at the top
// of the card, that there is no posterior for this y or that a file could not be opened.

import (
	"image"
	"image/color"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gioui.org/io/event"
	"gioui.org/io/pointer"
	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"

	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// note holds the buttons of what is said.
type note struct {
	train, trained control.Click
	half, undo     control.Click
	again, change  control.Click
	noted          control.Click // what is said of the data has been read
	tag            int
}

// banner is what stands at the top of the card; ok is false where there is nothing to say.
func (n *note) banner(f *frame) (b control.Banner, ok bool) {
	m := f.snap.Plan.Setup.Modes
	switch {
	case f.broken != "":
		action := "Choose another"
		if f.orphan != nil {
			action = "Open data…"
		}
		return control.Banner{Words: f.broken, Error: f.orphan == nil, Action: action, Click: &n.again}, true
	case f.unanswered():
		return b, false // a box has room for all that there is to say
	case f.snap.Problem != "" && f.snap.State != session.Stopped:
		return control.Banner{Words: sentence(f.snap.Problem), Error: true}, true
	case f.look.unused && m != nil:
		return control.Banner{Words: "This label is carried by no mode; choose " + spoken(m.Used()) + "."}, true
	case f.look.between:
		return control.Banner{Words: "No x has this y: the network fills the gap between labels."}, true
	case f.away.words(f.snap.Plan.Setup, f.choice.y) != "":
		return control.Banner{Words: sentence(f.away.said)}, true
	case f.ans != nil && f.ans.Why != "" && !f.look.stale:
		return control.Banner{Words: sentence(f.ans.Why) + " The network extrapolates."}, true
	}
	return b, false
}

// unanswered says that a program of the user's gave no rows to learn from.
func (f *frame) unanswered() bool { return f.snap.Plan.Setup.Ask != nil && f.snap.Problem != "" }

// away remembers what the set-up says of a y that lies far from all that was seen: finding out takes longer than a frame
// should.
type away struct {
	setup *scenes.Setup
	y     []float64
	said  string
}

// words are what it says of y; empty where nothing has to be said.
func (a *away) words(s *scenes.Setup, y []float64) string {
	if a.setup != s || !slices.Equal(a.y, y) {
		*a = away{setup: s, y: slices.Clone(y)}
		if s.Outside != nil {
			a.said = s.Outside(y)
		}
	}
	return a.said
}

// bannerHeight is the room that a banner of one line takes, with the gap below it.
const bannerHeight = 44 + bannerGap

const bannerGap = 8

// banner draws a banner w dp wide and returns the room that it takes, with the gap below it.
func (f *frame) banner(gtx layout.Context, x, y, w float32, b control.Banner) float32 {
	var d layout.Dimensions
	f.at(gtx, rect{x, y, w, f.h}, func(gtx layout.Context) {
		gtx.Constraints.Min = image.Point{}
		d = b.Layout(gtx, f.Env)
	})
	return float32(d.Size.Y)/gtx.Metric.PxPerDp + bannerGap
}

// bannerOver draws a banner over the plot in r, at its upper or its lower end.
func (f *frame) bannerOver(gtx layout.Context, r rect, b control.Banner, up bool) {
	m := op.Record(gtx.Ops)
	h := f.banner(gtx, r.x+bannerGap, 0, r.w-2*bannerGap, b)
	call := m.Stop()
	y := r.bottom() - h
	if up {
		y = r.y + bannerGap
	}
	f.at(gtx, rect{0, y, r.right(), h}, func(gtx layout.Context) { call.Add(gtx.Ops) })
}

// layout draws what is said over the plot, whose inside is r.
func (n *note) layout(gtx layout.Context, f *frame, r rect) {
	if f.look.updating {
		n.pill(gtx, f, r, "updating")
	}
	switch {
	case f.snap.Simulating:
		words := "The program is asked for rows to learn from. "
		if slow := f.snap.Plan.Setup.Slow; slow != nil {
			words = "This simulator is slow: " + widgets.Count(slow.Count) + " simulations are made once and kept. "
		}
		words += "Training starts when they are there: " + strconv.Itoa(int(100*f.snap.Simulated)) + " %."
		if f.snap.Wrong != "" {
			words += " Last trouble: " + f.snap.Wrong + "."
		}
		n.box(gtx, f, r, words, nil, f.theme.Card, f.theme.Line)
	case f.unanswered():
		again := control.Button{Click: &n.train, Words: "Ask again", Kind: control.Filled, Doc: "Ask the program once more, from the beginning."}
		change := control.Button{Click: &n.change, Words: "Change it…", Doc: "Another command, other x, or another time limit."}
		n.box(gtx, f, r, sentence(f.snap.Problem), []control.Button{again, change}, f.theme.ErrBG, f.theme.Err)
	case f.look.diverged:
		words := sentence(f.snap.Problem) + " This is the last good network."
		buttons := []control.Button{{Click: &n.half, Words: "Go on at ½ rate", Kind: control.Filled, Doc: "Train on from the last good network with half the learning rate."}}
		if f.run().CanUndo() {
			buttons = append(buttons, control.Button{Click: &n.undo, Words: "Undo", Doc: sayUndo})
		}
		n.box(gtx, f, r, words, buttons, f.theme.ErrBG, f.theme.Err)
	case len(f.snap.Plan.Setup.Notes) > 0 && f.noted != f.snap.Plan.Setup:
		words := sentence(strings.Join(f.snap.Plan.Setup.Notes, "; "))
		n.box(gtx, f, r, words, []control.Button{{Click: &n.noted, Words: "Close", Doc: "It has been read."}}, f.theme.WarnBG, f.theme.Warn)
	case f.look.untrained && f.snap.State != session.Running && !f.look.unused:
		buttons := []control.Button{{Click: &n.train, Words: "Train", Kind: control.Filled, Doc: sayRun}}
		if f.hasTrained() {
			buttons = append(buttons, control.Button{Click: &n.trained, Words: "Use a trained one", Doc: "A network that was trained before."})
		}
		words := "An untrained network: the cloud is noise."
		if !f.learns() {
			words, buttons[0].Words = "Nothing is simulated yet, so there is nothing to show.", "Simulate"
		}
		n.box(gtx, f, r, words, buttons, f.theme.Card, f.theme.Line)
	case f.look.early:
		words := "early: " + widgets.Count(f.snap.Step) + " " + plural(f.snap.Step, "step")
		chip := rect{r.x + 6, r.bottom() - 26, f.width(gtx, words, control.Small) + 16, 20}
		round(gtx, chip, 10, f.theme.Line) // it lies on points and on the edges of cells
		round(gtx, chip.inset(1), 9, f.theme.Card)
		f.say(gtx, chip.x+8, chip.y+14, fromLeft, words, control.Small, f.theme.Text2)
	}
}

// update acts on the buttons; it comes before anything of the card is laid out.
func (n *note) update(gtx layout.Context, f *frame) {
	for {
		if _, ok := gtx.Event(pointer.Filter{Target: &n.tag, Kinds: pointer.Press | pointer.Move}); !ok {
			break
		}
	}
	switch {
	case n.train.Update(gtx):
		f.run().Play()
	case n.trained.Update(gtx):
		f.useTrained()
	case n.half.Update(gtx):
		f.run().Halve()
	case n.undo.Update(gtx):
		f.undo()
	case n.noted.Update(gtx):
		f.noted = f.snap.Plan.Setup
	case n.again.Update(gtx):
		f.mend()
	case n.change.Update(gtx):
		f.openSimulator()
	}
}

// pill is a word on the inverted colours in the corner of r.
func (n *note) pill(gtx layout.Context, f *frame, r rect, words string) {
	w := f.width(gtx, words, control.Small) + 24
	b := rect{r.x + 8, r.y + 8, w, 22}
	round(gtx, b, 5, f.theme.Text)
	f.say(gtx, b.x+w/2, b.y+15.5, centred, words, control.Small, f.theme.Card)
	defer clip.Rect(b.pixels(gtx)).Push(gtx.Ops).Pop()
	semantic.LabelOp(words).Add(gtx.Ops)
}

// box is a box with words and buttons at the bottom of r.
func (n *note) box(gtx layout.Context, f *frame, r rect, words string, buttons []control.Button, back, edge color.NRGBA) {
	const pad = 12
	w := min(r.w-16, 320)
	g := gtx
	g.Constraints = layout.Constraints{Max: image.Pt(px(gtx, w-2*pad), 1<<20)}
	m := op.Record(gtx.Ops)
	d := control.Paragraph{Words: words, Role: control.Body, Color: f.theme.Text}.Layout(g, f.Env)
	text := m.Stop()
	high := float32(d.Size.Y) / gtx.Metric.PxPerDp
	h := pad + high + pad
	if len(buttons) > 0 {
		h += 8 + 32
	}
	b := rect{r.x + (r.w-w)/2, r.bottom() - h - 8, w, h}
	round(gtx, b, 8, back)
	frameOf(gtx, b, 8, 1, edge)
	stack := clip.Rect(b.pixels(gtx)).Push(gtx.Ops)
	semantic.LabelOp(words).Add(gtx.Ops)
	event.Op(gtx.Ops, &n.tag) // presses on the box are not for the plot below
	stack.Pop()
	f.at(gtx, rect{b.x + pad, b.y + pad, w - 2*pad, high}, func(gtx layout.Context) { text.Add(gtx.Ops) })
	x := b.x + pad
	for _, c := range buttons {
		x += f.put(gtx, x, b.y+pad+high+8, c) + 8
	}
}

// minus is the sign of a negative number as programs write it.
var minus = regexp.MustCompile(`(^|[ (=,])-(\d)`)

// sentence begins with a capital and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	s = minus.ReplaceAllString(s, "$1\u2212$2")
	if c := s[0]; c >= 'a' && c <= 'z' {
		s = string(c-'a'+'A') + s[1:]
	}
	if s[len(s)-1] != '.' {
		s += "."
	}
	return s
}
