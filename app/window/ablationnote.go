package window

// The figure of an answer, and the note under it: how the networks were trained, and what was changed on the way. An
// ablation compares runs from the first step on; one that was switched later must not pass for that.

import (
	"fmt"
	"strings"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets"
)

// ablationFigure is the figure of an answer. Names and switches are those of the newest snapshot, which may be ahead.
func ablationFigure(a *session.Answer, s *session.Snapshot, b *background) *figure.Ablation {
	f := figure.Answered(a)
	if f.Prior == nil {
		f.Prior = b.of(f.Setup).points
	}
	if a.Snapshot.Built != s.Built {
		s = a.Snapshot
	}
	unused := !carriedBy(f.Setup, f.Y)
	for i := range s.Plan.Columns {
		c, shown := figure.Trained(&s.Plan.Columns[i]), &f.Columns[i+1]
		shown.Name, shown.Losses, shown.Shape = c.Name, c.Losses, c.Shape
		if a.Snapshot.Early(i) { // its numbers mean nothing yet
			shown.Hide()
		}
		if unused { // no x has this y
			shown.Cloud = nil
			shown.Hide()
		}
	}
	words := []string{trainedFor(a.Snapshot)}
	if a.Query.Noise > 0 {
		words = append(words, "Noise of "+widgets.Fixed(a.Query.Noise, 2)+spreads(f.Setup)+" on y.")
	}
	for i := range s.Columns {
		if c := changed(&s.Columns[i]); c != "" {
			words = append(words, letter(i)+" "+c+".")
		}
	}
	f.Note = strings.Join(words, " ")
	return f
}

// spreads names the unit of the noise on y.
func spreads(s *scenes.Setup) string {
	if s.Problem.Labels > 0 {
		return ""
	}
	return " spreads"
}

// carriedBy reports whether y can have been measured as far as anybody knows: a label that no mode carries cannot.
func carriedBy(s *scenes.Setup, y []float64) bool {
	label, err := scenes.Label(y, s.Problem.DimY)
	return s.Modes == nil || err != nil || len(s.Modes.Carriers(label)) > 0
}

// trainedFor says how long the networks were trained, and what they share.
func trainedFor(s *session.Snapshot) string {
	least := s.Step
	for _, c := range s.Columns {
		least = min(least, c.Step)
	}
	n := steps(s.Step)
	if least < s.Step {
		n = widgets.Count(least) + " to " + n
	}
	return fmt.Sprintf("Each network: %s, seed %d, the same batches.", n, s.Plan.Columns[0].Config.Seed)
}

// changed says what was changed in a column while it trained; empty if nothing was.
func changed(c *session.ColumnState) string {
	if c.History == nil {
		return ""
	}
	var list []string
	for _, e := range c.History.Events {
		if e.Step > 0 && e.Text != rampEnds {
			list = append(list, e.Text+" after step "+widgets.Count(int(e.Step)))
		}
	}
	if n := len(list); n > 2 {
		return fmt.Sprintf("changed %d times, last %s", n, list[n-1])
	}
	return strings.Join(list, ", ")
}

// rampEnds is the event at the end of a ramp, which is part of the plan.
const rampEnds = "ramp"
