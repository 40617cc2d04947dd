package figure

// This file is the calibration: does an interval that claims 90 % hold the truth 90 % of the time? Three views of the
// same test pairs: coverage of each parameter's central intervals less what they claim, the ranks of one parameter, and
// the coverage of balls in all parameters (TARP). Bands hold 95 of 100 right posteriors, so that chance is not taken for
// a fault.

import (
	"errors"
	"fmt"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"

	"innlab/app/measure"
	"innlab/inn/metric"
	"innlab/scenes"
	"innlab/widgets"
)

// Calibration shows how far the claims of a posterior can be trusted.
type Calibration struct {
	Setup     *scenes.Setup
	Of        *measure.Calibration
	Parameter int    // whose ranks are shown and whose curve stands out
	Name      string // of the method or network
}

// Size is two columns of text wide.
func (f *Calibration) Size() Size { return Millimetres(180, 68) }

// Least leaves room for the words.
func (f *Calibration) Least() Size { return Millimetres(130, 50) }

// Check says what is missing.
func (f *Calibration) Check() error {
	switch {
	case f.Setup == nil:
		return errors.New("the figure has no scene")
	case f.Of == nil || f.Of.Tests == 0:
		return errors.New("no test pair has been drawn")
	case f.Parameter < 0 || f.Parameter >= f.Setup.Problem.DimX:
		return fmt.Errorf("the scene has parameters 1 to %d", f.Setup.Problem.DimX)
	}
	return nil
}

// Dots is none.
func (f *Calibration) Dots() int { return 0 }

// Draw draws the figure into r.
func (f *Calibration) Draw(c widgets.Canvas, r widgets.Rect, t widgets.Theme, s Sizes) {
	edge, gap := 0.5*s.Label, 1.6*s.Label
	name := "Calibration"
	if f.Name != "" {
		name = f.Name
	}
	c.Text(widgets.Words(name), widgets.Point{X: r.X0 + edge, Y: r.Y0 + edge + 0.85*s.Title},
		widgets.TextStyle{Size: s.Title, Weight: widgets.Medium, Color: t.Text})
	room := r.W() - 2*edge - widgets.Words(name).Width(s.Title, widgets.Medium) - s.Title
	c.Text(f.verdict().Fit(room, s.Label), widgets.Point{X: r.X1 - edge, Y: r.Y0 + edge + 0.85*s.Title},
		widgets.TextStyle{Size: s.Label, Color: t.Text2, X: 1})
	foot := 1.6 * s.Tick
	c.Text(widgets.Words(f.note()).Fit(r.W()-2*edge, s.Tick), widgets.Point{X: r.X0 + edge, Y: r.Y1 - 0.5*s.Tick},
		widgets.TextStyle{Size: s.Tick, Color: t.Text2})
	body := widgets.Rect{X0: r.X0 + edge, Y0: r.Y0 + edge + 1.9*s.Title, X1: r.X1 - edge, Y1: r.Y1 - foot - 0.3*s.Tick}
	plots := []*widgets.Plot{f.coverage(t, s), f.ranks(t, s), f.tarp(t, s)}
	w := (body.W() - gap*float64(len(plots)-1)) / float64(len(plots))
	for i, p := range plots {
		x := body.X0 + float64(i)*(w+gap)
		a := p.Draw(c, widgets.Rect{X0: x, Y0: body.Y0, X1: x + w, Y1: body.Y1})
		if i != 1 {
			meanings(c, t, s, a)
		}
	}
}

// verdict says what the curve of the parameter that is shown means, and whether it can be recovered.
func (f *Calibration) verdict() widgets.Label {
	k := f.Of
	words := ": " + measure.Words(metric.CentralCurve(k.Ranks[f.Parameter]), k.Floor, k.Tests)
	if r := k.Recovery[f.Parameter]; r != nil {
		words += ", " + r.String()
	}
	return f.parameter().And(widgets.Words(words))
}

// parameter is the name of the parameter that is shown; neither ranks nor verdicts have its unit.
func (f *Calibration) parameter() widgets.Label {
	a := f.Setup.X[f.Parameter]
	a.Unit = ""
	return AxisLabel(a)
}

func (f *Calibration) note() string {
	return fmt.Sprintf("%s test pairs, a rank among %d samples. Calibration error %s, by chance %s. Bands hold 95 %% of right posteriors at each place.",
		widgets.Count(f.Of.Tests), measure.RankSamples, widgets.Percent(f.Of.Error()), widgets.Percent(f.Of.Floor.Mean))
}

// meanings writes what above and below the line mean.
func meanings(c widgets.Canvas, t widgets.Theme, s Sizes, a *widgets.Area) {
	style := widgets.TextStyle{Size: s.Tick, Color: t.Text2, X: 1}
	c.Text(widgets.Words("too wide"), widgets.Point{X: a.Inner.X1 - 0.4*s.Tick, Y: a.Inner.Y0 + 1.2*s.Tick}, style)
	c.Text(widgets.Words("too sure"), widgets.Point{X: a.Inner.X1 - 0.4*s.Tick, Y: a.Inner.Y1 - 0.5*s.Tick}, style)
}

// coverage is the deviation curve of every parameter.
func (f *Calibration) coverage(t widgets.Theme, s Sizes) *widgets.Plot {
	var curves []metric.Curve
	for _, r := range f.Of.Ranks {
		curves = append(curves, metric.CentralCurve(r))
	}
	curves = append(curves[:f.Parameter:f.Parameter], append(slices.Clone(curves[f.Parameter+1:]), curves[f.Parameter])...)
	p := f.deviation(t, s, "Central intervals", curves)
	return p
}

// tarp is the curve of balls about reference points, and of highest-density regions where the density is known.
func (f *Calibration) tarp(t widgets.Theme, s Sizes) *widgets.Plot {
	curves := []metric.Curve{metric.CoverageCurve(f.Of.Distance)}
	title := "All parameters (TARP)"
	if f.Of.Density != nil {
		curves = append([]metric.Curve{metric.CoverageCurve(f.Of.Density)}, curves...)
		title = "TARP (thin: by density)"
	}
	return f.deviation(t, s, title, curves)
}

// leastDeviation is the least range of a deviation: ± 10 %.
const leastDeviation = 0.1

// deviation is a plot of coverage less confidence; the last curve stands out.
func (f *Calibration) deviation(t widgets.Theme, s Sizes, title string, curves []metric.Curve) *widgets.Plot {
	e := s.encoding(t)
	most := leastDeviation
	for _, c := range curves {
		for _, l := range c {
			if d := math.Abs(l.Deviation()); d*1.1 > most {
				most = math.Ceil(d*1.1*10) / 10
			}
		}
	}
	frame := f.frame(t, s, widgets.Words(title))
	frame.X = percentAxis("confidence", 0, 1)
	frame.Y = percentAxis("inside less claimed", -most, most)
	p := &widgets.Plot{Frame: frame}
	var x, low, high []float64
	for q := 0.0; q <= 1.0001; q += 0.02 {
		half := 1.96 * math.Sqrt(max(q*(1-q), 0)/float64(f.Of.Tests))
		x, low, high = append(x, q), append(low, -half), append(high, half)
	}
	p.Marks = append(p.Marks, band{x, low, high, t.PriorFill}, widgets.Rule{Pen: e.TruthPen(1.25), Level: true})
	for i, c := range curves {
		pen := widgets.Pen{Color: widgets.Alpha(t.Post, 0.35), Width: 1 * s.Mark}
		if i == len(curves)-1 {
			pen = widgets.Pen{Color: t.Post, Width: 2 * s.Mark}
		}
		var x, y []float64
		for _, l := range c {
			x, y = append(x, l.Confidence), append(y, l.Deviation())
		}
		p.Marks = append(p.Marks, widgets.Lines{X: x, Y: y, Pen: pen})
	}
	return p
}

// ranks is the histogram of the ranks of the parameter.
func (f *Calibration) ranks(t widgets.Theme, s Sizes) *widgets.Plot {
	e := s.encoding(t)
	frame := f.frame(t, s, widgets.Words("Ranks of ").And(f.parameter()))
	frame.X = percentAxis("rank of the truth", 0, 1)
	frame.Y = widgets.Axis{Label: widgets.Words("test pairs"), Max: 1}
	p := &widgets.Plot{Frame: frame}
	ranks := f.Of.Ranks[f.Parameter]
	if slices.ContainsFunc(ranks, math.IsNaN) {
		p.Frame.Title = widgets.Words("Ranks are not finite")
		return p
	}
	h := metric.NewRanks(rand.New(rand.NewPCG(1, 31)), ranks, measure.RankSamples, measure.RankBins)
	bars := widgets.Histogram{Lo: 0, Hi: 1}
	top := float64(h.High)
	for _, n := range h.Counts {
		bars.Density = append(bars.Density, float64(n))
		top = max(top, float64(n))
	}
	p.Frame.Y.Max = top * 1.15
	even := float64(len(ranks)) / float64(len(h.Counts))
	p.Marks = append(p.Marks,
		band{[]float64{0, 1}, []float64{float64(h.Low), float64(h.Low)}, []float64{float64(h.High), float64(h.High)}, t.PriorFill},
		widgets.Bars{Histogram: bars, Fill: widgets.Alpha(t.PostFill, 0.6), Line: widgets.Pen{Color: t.Post, Width: 1.5 * s.Mark}},
		widgets.Rule{Value: even, Pen: e.TruthPen(1.25), Level: true})
	return p
}

func (f *Calibration) frame(t widgets.Theme, s Sizes, title widgets.Label) widgets.Frame {
	frame := s.frame(t)
	frame.Border, frame.Background = t.Axis, t.Card
	frame.Title = title
	frame.TitleSize = s.Label
	return frame
}

// percentAxis is an axis of shares with ticks in percent.
func percentAxis(name string, lo, hi float64) widgets.Axis {
	a := widgets.Axis{Label: widgets.Words(name), Min: lo, Max: hi}
	n := 4
	for i := range n + 1 {
		v := lo + (hi-lo)*float64(i)/float64(n)
		a.Ticks = append(a.Ticks, widgets.Tick{Value: v, Text: widgets.Fixed(100*v, decimals(100*(hi-lo)/float64(n))) + " %"})
	}
	return a
}

// decimals are those of ticks a step apart.
func decimals(step float64) int {
	if step == math.Trunc(step) {
		return 0
	}
	return 1
}

// band fills between two curves.
type band struct {
	x, low, high []float64
	fill         color.NRGBA
}

func (b band) Draw(a *widgets.Area) {
	var path []widgets.Point
	for i := range b.x {
		path = append(path, a.At(b.x[i], b.high[i]))
	}
	for i := len(b.x) - 1; i >= 0; i-- {
		path = append(path, a.At(b.x[i], b.low[i]))
	}
	a.Polygon(path, b.fill)
}
