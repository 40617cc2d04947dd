package figure

// This file places the parts of an ablation, the same in the window and in a file, and draws what stands around the
// panels.

import (
	"math"

	"innlab/inn"
	"innlab/widgets"
)

// AblationLayout is where the parts of an ablation lie, on its canvas.
type AblationLayout struct {
	Side   float64          // of a panel's inside
	Panels [][]widgets.Rect // insides, rows of columns
	Heads  []widgets.Rect   // title line of each column
	Pills  [][]Pill         // the losses of each column; none for the truth
	Feet   []widgets.Point  // start of each column's numbers, top of the digits
	Notes  []widgets.Label  // lines under the figure
}

// Pill shows one loss of a column, filled where it trains.
type Pill struct {
	Loss  int // index as in inn
	On    bool
	Label widgets.Label
	Rect  widgets.Rect
	Size  float64 // of the letters
}

// spaces are the distances of the layout, in units.
type spaces struct {
	left    float64 // row names, tick labels
	head    float64 // title and pills
	between float64 // of the rows: the legend
	under   float64 // tick labels of the last row
	foot    float64 // those, numbers, note
	gap     float64 // of the columns
	pill    float64 // height
	low     float64 // height of the last row in sides, but for axes
	axes    float64 // height of its axes
	stacked bool    // the two numbers stand one below the other
}

// spaces returns the distances in these sizes, with so many lines of notes.
func (f *Ablation) spaces(s Sizes, notes int) spaces {
	p := spaces{gap: 1.5 * s.Label, pill: 1.5 * s.Label}
	p.left = line(s.Label) + 0.6*s.Tick + widgets.Words("−2").Width(s.Tick, widgets.Regular) + 0.9*s.Tick
	p.head, p.low = line(s.Title)+p.pill+0.8*s.Label, 1
	if f.Methods {
		p.head = line(s.Title) + 0.8*s.Label
	}
	if f.Rows() == 2 {
		p.between = s.snap(2.1 * s.Label)
		if f.Methods {
			further := float64(max(len(f.marginals())-1, 0))
			p.low, p.axes = marginalHigh+furtherHigh*further, (1+further)*axisFoot*s.Tick
		}
		if !f.labelled() { // the first row has axes of its own
			p.between = s.snap(2.1*s.Label + 1.7*s.Tick)
		}
	}
	p.under = 0.9*s.Tick + line(s.Label)
	if f.Methods { // the axes of the last row are within it
		p.under = 0.5 * s.Label
	}
	p.foot = p.under + float64(notes)*line(s.Tick)
	if f.numbers() {
		p.foot += line(s.Label)
	}
	return p
}

// marginalHigh is the height of the marginal below a panel of a comparison, in sides, and furtherHigh that of any more.
const marginalHigh, furtherHigh = 0.33, 0.25

// Layout places an ablation in the middle of r. The panels are as large as few lines of notes let them be.
func (f *Ablation) Layout(r widgets.Rect, s Sizes) *AblationLayout {
	sentences := f.notes()
	for lines := min(1, len(sentences)); ; lines++ {
		l := f.place(r, s, f.spaces(s, lines))
		last := len(f.Columns) - 1
		l.Notes = flow(sentences, l.Panels[0][last].X1-l.Panels[0][0].X0, s.Tick)
		if len(l.Notes) <= lines {
			return l
		}
	}
}

// place places everything but the notes.
func (f *Ablation) place(r widgets.Rect, s Sizes, p spaces) *AblationLayout {
	n, rows := float64(len(f.Columns)), float64(f.Rows())
	side := f.side(r, p, n, rows)
	if f.numbers() && !f.oneLine(side, s) {
		p.stacked = true
		p.foot += line(s.Label)
		side = f.side(r, p, n, rows)
	}
	l := &AblationLayout{Side: side}
	width := p.left + n*side + (n-1)*p.gap
	height := p.head + (rows-1+p.low)*side + p.axes + p.between*(rows-1) + p.foot
	x0 := s.snap(r.X0 + (r.W()-width)/2 + p.left)
	y0 := s.snap(r.Y0 + max(0, (r.H()-height)/2) + p.head)
	for row := range f.Rows() {
		y, high := y0+float64(row)*(side+p.between), side
		if row == f.Rows()-1 {
			high = s.snap(side*p.low + p.axes)
		}
		var line []widgets.Rect
		for i := range f.Columns {
			x := x0 + float64(i)*(side+p.gap)
			line = append(line, widgets.Rect{X0: x, Y0: y, X1: x + side, Y1: y + high})
		}
		l.Panels = append(l.Panels, line)
	}
	bottom := l.Panels[f.Rows()-1][0].Y1
	for i, c := range f.Columns {
		top := l.Panels[0][i]
		l.Heads = append(l.Heads, widgets.Rect{X0: top.X0, Y0: y0 - p.head, X1: top.X1, Y1: y0 - p.head + line(s.Title)})
		var pills []Pill
		if !c.Truth && !f.Methods {
			pills = c.pills(top, y0-0.5*s.Label-p.pill, p.pill, s)
		}
		l.Pills = append(l.Pills, pills)
		l.Feet = append(l.Feet, widgets.Point{X: top.X0, Y: bottom + p.under})
	}
	return l
}

// side is the largest side of a panel that fits.
func (f *Ablation) side(r widgets.Rect, p spaces, n, rows float64) float64 {
	side := min(
		(r.W()-p.left-p.gap/2-(n-1)*p.gap)/n,
		(r.H()-p.head-p.axes-p.between*(rows-1)-p.foot)/(rows-1+p.low),
	)
	return max(math.Floor(side), 1)
}

// Room around the words of a pill and between pills, in sizes of the label: usual, and least in a narrow panel.
const (
	pillPad, leastPad = 1.1, 0.4
	pillGap           = 0.3
	leastPill         = 0.7 // of the letters, in sizes of the label
)

// pills places the pills of a column's losses from the left edge of its panel. They move together where it is narrow,
// and where that is not enough their letters shrink.
func (c *Column) pills(panel widgets.Rect, y, height float64, s Sizes) []Pill {
	out := make([]Pill, inn.NumLosses)
	words, free := 0.0, panel.W()/s.Label-pillGap*float64(len(out)-1)
	for i := range out {
		out[i] = Pill{Loss: i, On: c.Losses[i], Label: c.pillLabel(i)}
		words += out[i].Label.Width(1, widgets.Medium)
	}
	size := min(max((free-leastPad*float64(len(out)))/words, leastPill), 1)
	pad := min(max((free-size*words)/float64(len(out)), leastPad), pillPad) * s.Label
	x := panel.X0
	for i := range out {
		out[i].Size = size * s.Label
		w := out[i].Label.Width(out[i].Size, widgets.Medium) + pad
		out[i].Rect = widgets.Rect{X0: x, Y0: y, X1: x + w, Y1: y + height}
		x += w + pillGap*s.Label
	}
	return out
}

// pillLabel names a loss; L_x says what it compares where it trains.
func (c *Column) pillLabel(loss int) widgets.Label {
	switch loss {
	case inn.LossY:
		return widgets.L("L", "y")
	case inn.LossZ:
		return widgets.L("L", "z")
	case inn.LossX:
		l := widgets.L("L", "x")
		if c.Losses[loss] {
			l = l.And(shapeWords(c.Shape))
		}
		return l
	case inn.LossNLL:
		return widgets.L("L", "n")
	}
	return widgets.Words("rec")
}

// shapeWords says in brackets what L_x compares.
func shapeWords(shape string) widgets.Label {
	x, y := widgets.Run{Text: "x", Italic: true}, widgets.Run{Text: "y", Italic: true}
	switch shape {
	case inn.ShapeX:
		return widgets.Label{{Text: "("}, x, {Text: ")"}}
	case inn.ShapeJoint:
		return widgets.Label{{Text: "("}, x, {Text: ", "}, y, {Text: ")"}}
	case inn.ShapeNear:
		return widgets.Label{{Text: "("}, x, {Text: " near "}, y, {Text: ")"}}
	}
	return nil
}

// numbers reports whether any column has numbers to show.
func (f *Ablation) numbers() bool {
	for _, c := range f.Columns {
		if !math.IsNaN(c.Right) && !f.Methods || !math.IsNaN(c.Error) || c.C2ST > 0 {
			return true
		}
	}
	return false
}

// oneLine reports whether a column's two numbers fit side by side.
func (f *Ablation) oneLine(side float64, s Sizes) bool {
	usual := Column{Right: 0.991, Error: 0.021} // whatever the numbers are, so that nothing moves when they change
	a, b := usual.feet()
	return a.Width(s.Label, widgets.Medium)+b.Width(s.Label, widgets.Medium)+s.Label <= side
}

// feet are a column's two numbers in words.
func (c *Column) feet() (right, err widgets.Label) {
	if c.C2ST > 0 {
		right = widgets.Words("C2ST " + widgets.Fixed(c.C2ST, 2))
	} else if !math.IsNaN(c.Right) {
		right = widgets.Words("Right label " + widgets.Percent(c.Right))
	}
	if !math.IsNaN(c.Error) {
		err = widgets.Words("Error " + ErrorText(c.Error))
	}
	return right, err
}

// ErrorText writes a posterior error: thousandths, and "< 0.001" below, where sampling noise rules.
func ErrorText(e float64) string {
	if e < 0.0005 {
		return "<\u20090.001"
	}
	return widgets.Fixed(e, 3)
}
