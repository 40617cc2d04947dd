package window

// The table of scores under the methods: posterior error at this y as the training goes, and what takes longer as it
// becomes known. A click on a title sorts, and the panels follow.

import (
	"math"
	"slices"

	"gioui.org/io/semantic"
	"gioui.org/layout"

	"innlab/widgets"
	"innlab/widgets/control"
)

// scoreTable is the state of the table.
type scoreTable struct {
	titles [6]tap
	sort   int // column by which it is sorted, −1 for none
	built  int // of the snapshot before that
	exact  control.Area
}

const tableHead = 36

// height is that of the card for so many methods, and a row for exact samples.
func (t *scoreTable) height(f *frame, n int) float32 {
	return tableHead + float32(n+1)*t.pitch(f, n+1) + 10
}

func (t *scoreTable) pitch(f *frame, n int) float32 {
	return max(22, min(f.pick(22, 36, 44), 0.33*f.content().h/float32(max(n, 1))))
}

func (t *scoreTable) layout(gtx layout.Context, f *frame, m *methods, r rect) {
	cols := scoreColumns(f)
	if f.ans == nil || len(f.ans.Clouds) != len(f.snap.Columns) {
		f.card(gtx, r)
		return
	}
	for i := range t.titles {
		if t.titles[i].update(gtx) && i < len(cols) {
			t.sort, t.built = i, f.snap.Built
			m.train.Arrange(sorted(cols[i], m, f))
		}
	}
	f.card(gtx, r)
	n := len(f.snap.Columns)
	name := f.pick(90, 134, 180)
	share := float32(0)
	for _, c := range cols {
		share += c.share()
	}
	unit := (r.w - name - 2*cardPad) / share
	if t.sort >= 0 && f.snap.Built > t.built && (t.sort >= len(cols) || !slices.IsSorted(sorted(cols[t.sort], m, f))) {
		t.sort = -1 // moved by hand, or overtaken
	}
	var values [][]float64
	var floors []float64
	x := cardPad + 4 + name
	f.say(gtx, cardPad+4, 23, fromLeft, "Method", control.Strong, f.theme.Text)
	xs := []float32{}
	for k, c := range cols {
		w := unit * c.share()
		end := x + f.say(gtx, x, 23, fromLeft, c.name, control.Strong, f.theme.Text)
		room := x + w - end - 12
		if t.sort == k {
			room -= 16
		}
		if f.width(gtx, c.unit, control.Small) <= room {
			end += 6 + f.say(gtx, end+6, 23, fromLeft, c.unit, control.Small, f.theme.Text2)
		}
		if t.sort == k {
			f.icon(gtx, control.IconDown, end+10, 18, 16, f.theme.Accent)
		}
		t.titles[k].layout(gtx, f, rect{x - 4, 4, w - 8, 28}, semantic.Button, "Sort by "+c.name, c.doc, t.sort == k)
		xs = append(xs, x)
		x += w
		var v []float64
		for i := range n {
			v = append(v, c.value(m, f, i))
		}
		values = append(values, v)
		floor := math.NaN()
		if c.exact != nil {
			floor = c.exact(m, f)
		}
		floors = append(floors, floor)
	}
	fill(gtx, rect{cardPad, tableHead - 3, r.w - 2*cardPad, 1}, f.theme.Line)
	pitch := t.pitch(f, n+1)
	for i := range n {
		y := tableHead + float32(i)*pitch
		mid := y + pitch/2
		p := &f.snap.Plan.Columns[i]
		if p.Method == "inn" {
			round(gtx, rect{6, y + 1, r.w - 12, pitch - 2}, 6, f.theme.AccentBG)
		} else if i > 0 {
			fill(gtx, rect{cardPad, y, r.w - 2*cardPad, 1}, f.theme.Grid)
		}
		f.say(gtx, cardPad+4, mid+4.5, fromLeft, p.Name, control.Strong, f.theme.Text)
		for k, c := range cols {
			t.cell(gtx, f, c, values[k], floors[k], i, xs[k], mid)
		}
	}
	y := tableHead + float32(n)*pitch
	fill(gtx, rect{cardPad, y, r.w - 2*cardPad, 1}, f.theme.Line)
	floor := "Exact"
	if f.snap.Plan.Setup.Exact == nil {
		floor = "Chance"
	}
	f.say(gtx, cardPad+4, y+pitch/2+4.5, fromLeft, floor, control.Body, f.theme.Text2)
	for k, c := range cols {
		x, words := xs[k], nothing
		if c.bar {
			x += t.bar(f) + 10
		}
		if !math.IsNaN(floors[k]) {
			words = c.format(floors[k])
		}
		f.say(gtx, x, y+pitch/2+4.5, fromLeft, words, control.Body, f.theme.Text2)
	}
	t.exact.Layout(gtx, f.Env, rect{0, y, r.w, pitch}.pixels(gtx), floor, sayExact)
}

const sayExact = "What exact samples score against exact ones, and what chance makes of a right calibration: below that nothing can be told apart."

// bar is the width of a bar.
func (t *scoreTable) bar(f *frame) float32 { return f.pick(36, 84, 110) }

// cell is one number, with a bar in proportion to the worst where there is one. What is as good as exact samples, or as
// the best, is bold.
func (t *scoreTable) cell(gtx layout.Context, f *frame, c scoreColumn, values []float64, floor float64, i int, x, mid float32) {
	v := values[i]
	if c.bar {
		w := t.bar(f)
		bar := rect{x, mid - 4, w, 8}
		round(gtx, bar, 2, f.theme.Ctl)
		if math.IsNaN(v) {
			round(gtx, bar.inset(1), 2, f.theme.Card)
		} else {
			worst := 0.0
			for _, o := range values {
				if o > worst {
					worst = o
				}
			}
			if c.least > 0 {
				worst = 1
			}
			share := min(max((v-c.least)/max(worst-c.least, 1e-12), 0), 1)
			round(gtx, rect{bar.x, bar.y, max(2, float32(share)*w), 8}, 2, f.theme.Post)
		}
		x += w + 10
	}
	words, role := nothing, control.Body
	switch {
	case c.format == nil:
		words = trainedTime(&f.snap.Columns[i])
	case !math.IsNaN(v):
		words = c.format(v)
		least := c.least
		if floor > least {
			least = floor
		}
		if c.bar && c.format(max(best(values), least)) == c.format(max(v, least)) { // below is chance
			role.Weight = widgets.Bold
		}
	}
	f.say(gtx, x, mid+4.5, fromLeft, words, role, f.theme.Text)
}

// best is the least of what is known.
func best(values []float64) float64 {
	least := math.NaN()
	for _, v := range values {
		if !math.IsNaN(v) && !(v >= least) {
			least = v
		}
	}
	return least
}

// sorted is the order of the methods by a column, the best first; what is not known yet comes last.
func sorted(c scoreColumn, m *methods, f *frame) []int {
	order := make([]int, len(f.snap.Columns))
	for i := range order {
		order[i] = i
	}
	key := func(i int) float64 {
		if v := c.value(m, f, i); !math.IsNaN(v) {
			return v
		}
		return math.Inf(1)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch x, y := key(a), key(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	return order
}
