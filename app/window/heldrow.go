package window

// A row that training never saw: its y is asked about, and its x stands in the plots as what was really so.

import (
	"slices"
	"strconv"

	"gioui.org/layout"

	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// heldPicker chooses a row of those held out.
type heldPicker struct {
	number control.Number
	list   control.Click
}

// heldRows is how many there are.
func heldRows(s *scenes.Setup) int {
	if s.Held == nil {
		return 0
	}
	return s.Held.N
}

// take asks about the y of held-out row n, counted from 1.
func (c *choice) take(s *scenes.Setup, n int) {
	n = min(max(n, 1), heldRows(s))
	d := s.Problem.DimY
	c.y, c.row, c.rough = slices.Clone(s.Held.Y[(n-1)*d:n*d]), n, false
}

// held is the x of the held-out row whose y is asked about; nil where y is that of none.
func (c *choice) held(s *scenes.Setup) []float64 {
	if c.row < 1 || c.row > heldRows(s) {
		return nil
	}
	if d := s.Problem.DimY; !slices.Equal(c.y, s.Held.Y[(c.row-1)*d:c.row*d]) {
		return nil
	}
	d := s.Problem.DimX
	return s.Held.X[(c.row-1)*d : c.row*d]
}

// real is the x of the held-out row that is shown; nil for none.
func (f *frame) real() []float64 {
	if !f.show.truth {
		return nil
	}
	return f.choice.held(f.snap.Plan.Setup)
}

// real1 is number k of it, as marginals take it.
func (f *frame) real1(k int) []float64 {
	if x := f.real(); x != nil {
		return x[k : k+1]
	}
	return nil
}

// realRow is the number of the row that is shown, 0 for none.
func (f *frame) realRow() int {
	if f.real() == nil {
		return 0
	}
	return f.choice.row
}

func (p *heldPicker) height(s *scenes.Setup) float32 {
	if heldRows(s) == 0 {
		return 0
	}
	return 40
}

func (p *heldPicker) update(gtx layout.Context, f *frame) {
	s := f.snap.Plan.Setup
	if p.list.Update(gtx) && heldRows(s) > 0 {
		f.openHeld(s)
	}
	c, ok := p.number.Update(gtx)
	if !ok || heldRows(s) == 0 {
		return
	}
	n := f.choice.row + c.Steps
	if typed, err := strconv.Atoi(c.Text); c.Steps == 0 {
		if err != nil {
			return
		}
		n = typed
	}
	f.choice.take(s, n)
}

// layout draws the row of words and number into r.
func (p *heldPicker) layout(gtx layout.Context, f *frame, r rect) {
	s := f.snap.Plan.Setup
	if heldRows(s) == 0 {
		return
	}
	words := "none"
	if f.choice.held(s) != nil {
		words = widgets.Count(f.choice.row)
	}
	name := "Held-out row…"
	if f.class == small {
		name = "Held out…"
	}
	f.put(gtx, r.x-8, r.y, control.Button{Click: &p.list, Words: name, Kind: control.Plain, Doc: sayHeldList})
	f.put(gtx, r.right()-control.FieldWidth, r.y, control.NumberStyle{
		State: &p.number, Words: words, Plain: strconv.Itoa(max(f.choice.row, 1)), Name: "Held-out row", Doc: sayHeld,
	})
}

// openHeld lists the rows that are held out: y, then x.
func (f *frame) openHeld(s *scenes.Setup) {
	var names []string
	for _, a := range slices.Concat(s.Y, s.X) {
		names = append(names, a.Name)
	}
	dx, dy, chosen := s.Problem.DimX, s.Problem.DimY, -1
	if f.choice.held(s) != nil {
		chosen = f.choice.row - 1
	}
	f.dialogs.close()
	f.dialogs.held.Open(names, heldRows(s), func(row, c int) float64 {
		if c < dy {
			return s.Held.Y[row*dy+c]
		}
		return s.Held.X[row*dx+c-dy]
	}, chosen)
}
