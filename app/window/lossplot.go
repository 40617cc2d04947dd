package window

// The plot of the loss curves as a value: ranges, curves, events. Which curve is raised and which are dimmed follows
// the row under the pointer.

import (
	"math"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/inn"
	"innlab/widgets"
)

// The losses' axis as long as the curves stay inside it, and the lowest that it ever shows.
const (
	lossTop    = 1.5
	lossBottom = 3e-3
	lossFloor  = 1e-6
)

// lossAxes are the axes that show the whole histories of a column. An unbiased MMD comes down to 0 and, by chance or for
// evenly spread samples, below it; such a curve runs along the lower end of a logarithmic axis, whose place the other losses decide.
func lossAxes(c *session.ColumnState, of []inn.Loss, step int, linear bool) (x, y widgets.Axis) {
	x = stepAxis(c.History, step)
	if level(c, of) {
		return x, levelAxis(c)
	}
	y = widgets.Axis{Min: lossBottom, Max: lossTop, Log: !linear}
	top := 0.0
	for _, h := range histories(c) {
		for i := range h.Value {
			if figure.Apart(of, i) {
				continue
			}
			for _, v := range figure.Calm(h.Value[i]) {
				if v > 0 && !math.IsInf(v, 0) {
					top = max(top, v)
					if i == inn.LossY || i == inn.LossRec {
						y.Min = min(y.Min, max(v*0.7, lossFloor))
					}
				}
			}
		}
	}
	y.Max = max(y.Max, top*1.2)
	if linear {
		y.Min, y.Max = 0, max(top*1.05, 0.01)
	}
	return x, y
}

// stepAxis begins at the first step, or where the curves do: a model from a file brings none of its past.
func stepAxis(h *session.History, step int) widgets.Axis {
	x := widgets.Axis{Max: float64(max(step, 10)), Short: true}
	if h != nil && len(h.Step) > 1 && h.Step[0] > max(10, 0.05*x.Max) {
		x.Min = h.Step[0]
	}
	return x
}

// histories are those of a column that there are.
func histories(c *session.ColumnState) (list []*session.History) {
	for _, h := range []*session.History{c.History, c.Held} {
		if h != nil {
			list = append(list, h)
		}
	}
	return list
}

// level says that the losses of a method other than the invertible network are densities, on either side of 0: they have
// no place on a logarithmic axis.
func level(c *session.ColumnState, of []inn.Loss) bool {
	if len(of) == 0 || of[0].Name == inn.Losses[0].Name {
		return false
	}
	if of[0].Signed {
		return true
	}
	for _, h := range histories(c) {
		for i := range h.Value {
			for _, v := range figure.Calm(h.Value[i]) {
				if v < 0 {
					return true
				}
			}
		}
	}
	return false
}

// levelAxis is the linear axis of densities. What a network loses in its first steps would hide all that comes after them
// and may lie above it.
func levelAxis(c *session.ColumnState) widgets.Axis {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, h := range histories(c) {
		for i := range h.Value {
			v := figure.Calm(h.Value[i])
			for _, v := range v[len(v)/20:] {
				if !math.IsNaN(v) && !math.IsInf(v, 0) {
					lo, hi = min(lo, v), max(hi, v)
				}
			}
		}
	}
	if lo > hi {
		return widgets.Axis{Max: 1, Ticks: []widgets.Tick{}} // there is nothing yet
	}
	room := max(0.06*(hi-lo), 1e-3*math.Abs(hi), 1e-6)
	return widgets.Axis{Min: lo - room, Max: hi + room}
}

// lossMarks are the curves and events of a column, dashed those of rows held out; raised is the loss under the pointer, −1 for none.
func lossMarks(th *widgets.Theme, c *session.ColumnState, of []inn.Loss, live *inn.Live, y widgets.Axis, raised int) []widgets.Mark {
	if c.History == nil {
		return nil
	}
	e := widgets.Encoding{Theme: *th}
	var marks []widgets.Mark
	var events []widgets.Event
	for _, v := range c.History.Events {
		events = append(events, widgets.Event{X: v.Step, Text: v.Text})
	}
	marks = append(marks, widgets.Events{List: events})
	steps := figure.Gather(c.History.Step)
	for _, i := range []int{inn.LossNLL, inn.LossRec, inn.LossY, inn.LossZ, inn.LossX} {
		if i >= len(of) {
			continue
		}
		p := e.LossPen(i, live.Loss[i].On)
		p.Color = widgets.Alpha(figure.LossColor(th, of, i), float64(p.Color.A)/255)
		switch {
		case raised == i:
			p.Width = 2.75
		case raised >= 0:
			p.Color = widgets.Alpha(p.Color, 0.35)
		}
		marks = append(marks, widgets.Lines{X: steps, Y: onAxis(c.History, c.History, of, i, y), Pen: p})
		if h := c.Held; h != nil && len(h.Step) > 1 {
			p.Width, p.Dash = 0.7*p.Width, []float64{5, 3}
			marks = append(marks, widgets.Lines{X: figure.Gather(h.Step), Y: onAxis(h, c.History, of, i, y), Pen: p})
		}
	}
	if v := last(c.History, of, c.Bad, y); c.Bad >= 0 && !math.IsNaN(v) {
		marks = append(marks, widgets.Cross{X: steps[len(steps)-1], Y: v, Color: th.Err, Size: 10})
	}
	return marks
}

// last is where the curve of loss i ends, NaN where there is none.
func last(h *session.History, of []inn.Loss, i int, y widgets.Axis) float64 {
	if h == nil || i < 0 || len(h.Value[i]) == 0 {
		return math.NaN()
	}
	v := onAxis(h, h, of, i, y)
	for k := len(v) - 1; k >= 0; k-- {
		if !math.IsNaN(v[k]) {
			return v[k]
		}
	}
	return math.NaN()
}

// onAxis is where the curve of loss i runs: values that a logarithmic axis cannot show are lifted to its end, and a
// log-density among distances has a scale of its own, which is that of the history first.
func onAxis(h, first *session.History, of []inn.Loss, i int, y widgets.Axis) []float64 {
	v := figure.Calm(h.Value[i])
	if figure.Apart(of, i) {
		return figure.Placed(v, figure.Calm(first.Value[i]), y)
	}
	if !y.Log {
		return v
	}
	at := make([]float64, len(v))
	for i, v := range v {
		at[i] = v
		if v < y.Min*1.03 {
			at[i] = y.Min * 1.03 // with its whole width inside the frame
		}
	}
	return at
}

// lossValue writes the value of a loss; an estimate of a distance may come out below 0, which is as good as 0.
func lossValue(l *inn.Loss, v float64) string {
	if v <= 0 && !l.Signed {
		return "≈ 0"
	}
	return widgets.Value(v)
}

// apart moves places along a line so that neighbours are at least gap apart, keeping their order and staying between
// lo and hi.
func apart(at []float64, gap, lo, hi float64) {
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	for i := range order {
		for k := i; k > 0 && at[order[k]] < at[order[k-1]]; k-- {
			order[k], order[k-1] = order[k-1], order[k]
		}
	}
	for n, i := range order {
		least := lo + float64(n)*gap
		if n > 0 {
			least = at[order[n-1]] + gap
		}
		at[i] = max(at[i], least)
	}
	for n := len(order) - 1; n >= 0; n-- {
		most := hi - float64(len(order)-1-n)*gap
		if n < len(order)-1 {
			most = min(most, at[order[n+1]]-gap)
		}
		at[order[n]] = min(at[order[n]], most)
	}
}
