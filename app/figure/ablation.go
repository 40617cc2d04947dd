package figure

// This file is the ablation: what each loss does, in columns side by side. Where y is a label of modes, the first row
// shows what comes back for every label, the second the posterior of one; elsewhere the first shows the posterior, the
// second its marginals. The window's view draws the same panels.

import (
	"errors"
	"fmt"
	"math"

	"innlab/inn"
	"innlab/scenes"
	"innlab/widgets"
)

// Ablation compares networks that were trained with different losses.
type Ablation struct {
	Setup   *scenes.Setup
	Y       []float64 // DimY: the y whose posterior is shown
	Prior   []float64 // n×DimX draws from the prior
	Columns []Column
	Memo    *widgets.Outline // remembers the outline of the truth from one drawing to the next; nil: none
	Methods bool             // the columns are methods, not losses: no pills, and the second row is always marginals
	Shown   []int            // parameters whose marginals the second row shows; nil: of methods the first, else the first three
	Note    string           // a line under the figure, such as the seed and the steps; "L_x" is set as a variable
}

// Column is one network of an ablation, or the truth.
type Column struct {
	Name   widgets.Label
	Truth  bool                // drawn from the simulator; Losses and Shape then say nothing
	Losses [inn.NumLosses]bool // which losses train
	Shape  string              // what L_x compares: x, joint or near, as in inn.Config
	Every  []float64           // n×DimX: samples for every label
	Labels []int               // label of each row of Every
	Cloud  []float64           // n×DimX: samples of p(x | Y)
	Right  float64             // share within 3σ of a mode that carries the label; NaN: not shown
	C2ST   float64             // to exact samples; 0: not shown
	Error  float64             // unbiased MMD² to exact samples; NaN: not shown
}

// Radii of the points for a panel of side 240, and how far they grow with larger panels.
const (
	panelSide  = 240.
	everyR     = 1.15
	postR      = 1.25
	priorR     = 1.0
	mostGrowth = 1.6
	ringSigma  = 2   // radius of the truth rings in standard deviations
	leastPen   = 0.6 // how far their line thins in small panels
)

// Size is two columns of text wide.
func (f *Ablation) Size() Size {
	width := 180.
	if f.Methods {
		return Millimetres(max(min(8+30*float64(len(f.Columns)), width), 90), 76+10*float64(len(f.marginals())-1))
	}
	if n := len(f.Columns); n > 0 && n < 4 {
		width = 8 + 43*float64(n)
	}
	return Millimetres(width, 112)
}

// Least leaves room for the pills of each column.
func (f *Ablation) Least() Size {
	if f.Methods {
		return Millimetres(max(14+18*float64(len(f.Columns)), 70), 50)
	}
	return Millimetres(max(14+28*float64(len(f.Columns)), 70), 40+22*float64(f.Rows()))
}

// Check says what is missing.
func (f *Ablation) Check() error {
	if f.Setup == nil || len(f.Columns) == 0 {
		return errors.New("the ablation has no columns")
	}
	for _, c := range f.Columns {
		if len(c.Every)/f.Setup.Problem.DimX != len(c.Labels) {
			return fmt.Errorf("column %q has %d points and %d labels", c.Name, len(c.Every)/f.Setup.Problem.DimX, len(c.Labels))
		}
	}
	for _, i := range f.Shown {
		if i < 0 || i >= f.Setup.Problem.DimX {
			return fmt.Errorf("the scene has parameters 1 to %d", f.Setup.Problem.DimX)
		}
	}
	return nil
}

// Dots counts the points of all panels.
func (f *Ablation) Dots() int {
	n := 0
	for _, c := range f.Columns {
		n += len(c.Every) + len(c.Cloud) + len(f.Prior)
	}
	return n / max(f.Setup.Problem.DimX, 1)
}

// Rows is the number of rows of panels.
func (f *Ablation) Rows() int {
	if f.Setup != nil && !f.labelled() {
		if f.planeless() {
			return 1
		}
		return 2
	}
	for _, c := range f.Columns {
		if len(c.Labels) > 0 {
			return 2
		}
	}
	return 1
}

// labelled says whether the first row shows every label.
func (f *Ablation) labelled() bool { return f.Setup.Modes != nil && !f.Methods }

// Best is the column, the truth aside, whose error is least; −1 where no error is known.
func (f *Ablation) Best() int {
	best, least := -1, math.Inf(1)
	for i, c := range f.Columns {
		if !c.Truth && c.Error < least {
			best, least = i, c.Error
		}
	}
	return best
}

// Panels returns the plots, rows of columns, for panels whose inside is side×side. Only the first column and the last
// row have tick labels; a panel's frame has no inner rectangle yet.
func (f *Ablation) Panels(t widgets.Theme, s Sizes, side float64) [][]widgets.Plot {
	rows := f.Rows()
	grow := min(side/panelSide, mostGrowth)
	rings := s.encoding(t)
	rings.Size *= min(max(side/(panelSide*s.Mark), leastPen), 1)
	panels := make([][]widgets.Plot, rows)
	for r := range panels {
		for i := range f.Columns {
			frame := s.frame(t)
			frame.Background = t.Card
			if !f.labelled() {
				panels[r] = append(panels[r], f.numbersPanel(t, s, frame, &f.Columns[i], i == 0, r == rows-1, side))
				continue
			}
			frame.X, frame.Y = axis(f.Setup.X[0]), axis(f.Setup.X[1])
			frame.X.AtEnd, frame.Y.AtEnd = true, true
			frame.X.Bare, frame.Y.Bare = r != rows-1, i != 0
			p := widgets.Plot{Frame: frame}
			if r == 0 && rows == 2 {
				p.Marks = f.everyLabel(t, rings, &f.Columns[i], grow)
			} else {
				p.Marks = f.oneLabel(t, rings, &f.Columns[i], grow)
			}
			panels[r] = append(panels[r], p)
		}
	}
	return panels
}

// everyLabel is a panel of the first row.
func (f *Ablation) everyLabel(t widgets.Theme, e widgets.Encoding, c *Column, grow float64) []widgets.Mark {
	m := f.Setup.Modes
	cloud := widgets.Scatter{
		Cloud: f.cloud(c.Every), R: everyR * grow, Alpha: widgets.PosteriorAlpha, Color: t.Post,
	}
	var marks []widgets.Mark
	if m == nil {
		return append(marks, cloud)
	}
	for _, l := range c.Labels {
		cloud.Each = append(cloud.Each, LabelColour(&t, m, l))
	}
	return append(marks, cloud, e.TruthRings(m.Centres, ringSigma*m.Sigma))
}

// oneLabel is a panel of the second row.
func (f *Ablation) oneLabel(t widgets.Theme, e widgets.Encoding, c *Column, grow float64) []widgets.Mark {
	prior := widgets.Scatter{Cloud: f.cloud(f.Prior), R: priorR * grow, Alpha: widgets.PriorAlpha, Color: t.Prior}
	cloud := widgets.Scatter{Cloud: f.cloud(c.Cloud), R: postR * grow, Alpha: widgets.PosteriorAlpha, Color: t.Post}
	if c.Truth {
		cloud.Color, cloud.Alpha = t.Truth, widgets.TruthAlpha
	}
	marks := []widgets.Mark{prior, cloud}
	if m := f.Setup.Modes; m != nil && !c.Truth {
		marks = append(marks, e.TruthRings(carried(m, f.Setup, f.Y), ringSigma*m.Sigma))
	}
	return marks
}

// carried returns the centres of the modes that carry the label y; none for a y that is not a label.
func carried(m *scenes.Modes, setup *scenes.Setup, y []float64) (centres [][2]float64) {
	label, err := scenes.Label(y, setup.Problem.Labels)
	if err != nil {
		return nil
	}
	for _, k := range m.Carriers(label) {
		centres = append(centres, m.Centres[k])
	}
	return centres
}

// cloud shows two parameters of rows of x.
func (f *Ablation) cloud(x []float64) widgets.Cloud {
	i, j := f.plane()
	return widgets.Cloud{Data: x, Dim: f.Setup.Problem.DimX, I: i, J: j}
}

// plane are the parameters of the first row: the first two or, of more, the one whose marginal is below and another.
func (f *Ablation) plane() (i, j int) {
	d := f.Setup.Problem.DimX
	if d < 3 || f.Shown == nil {
		return 0, min(1, d-1)
	}
	if i = f.Shown[0]; len(f.Shown) > 1 {
		return i, f.Shown[1]
	}
	return i, (i + 1) % d
}

// marginals are the parameters of the second row.
func (f *Ablation) marginals() []int {
	if f.Shown != nil || f.Setup == nil {
		return f.Shown
	}
	list := []int{0, 1, 2}[:min(f.Setup.Problem.DimX, stackMost)]
	if f.Methods {
		list = list[:1]
	}
	return list
}
