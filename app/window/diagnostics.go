package window

// The right column where there are many parameters: the training as elsewhere, or diagnostics of the posterior; with these
// the losses stay at hand, in rows without curves.

import (
	"strings"

	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/measure"
	"innlab/inn"
	"innlab/inn/metric"
	"innlab/widgets"
	"innlab/widgets/control"
)

// diagnostics is that column.
type diagnostics struct {
	tab    control.Segments
	matrix correlation
	curve  widgets.Picture
	form   control.Dropdown // deviation or coverage
	recipe recipeDiagnostics
}

// Heights in dp.
const (
	tabsHeight  = 32
	compactRow  = 31
	curveLeast  = 116
	curveMost   = 220
	sparkWidth  = 68
	sparkValues = 60 // of the curve, from its end
)

// shown reports whether diagnostics stand in the place of the training.
func (d *diagnostics) shown() bool { return d.tab.Chosen == 1 }

func (d *diagnostics) layout(gtx layout.Context, f *frame, e *explore, r rect) {
	e.loss.update(gtx, f)
	e.loss.refresh(f)
	d.matrix.update(gtx, f)
	d.form.Update(gtx)
	f.card(gtx, r)
	n := min(3, f.ownRows())
	rows := float32(n * compactRow)
	y := float32(22)
	f.say(gtx, cardPad, y, fromLeft, "Correlation of the posterior", control.Strong, f.theme.Text)
	foot := r.h - rows - 8
	words, text := d.claim(f, false), float32(0)
	if f.low { // the status line says it
		words = ""
	}
	if words != "" {
		text = f.paragraphHeight(gtx, words, r.w-2*cardPad) + 8
	}
	side := min(r.w-2*cardPad-d.matrix.label(f), foot-text-f.pick(84, curveLeast, curveLeast)-96)
	d.matrix.layout(gtx, f, e, rect{cardPad, y + 10, r.w - 2*cardPad, side})
	y += 10 + side + 26
	w := f.say(gtx, cardPad, y+12, fromLeft, "Calibration", control.Strong, f.theme.Text)
	f.put(gtx, cardPad+w+6, y-8, control.DropdownStyle{State: &d.form, Words: calibrationForms, Docs: []string{sayCalibration, sayCoverage}, Name: "Form of the calibration", Doc: sayCalibration, Bare: true})
	y += 18
	d.calibrationAt(gtx, f, e.test, rect{2, y, r.w - 4, min(foot-text-y-4, curveMost)})
	if words != "" {
		f.within(gtx, rect{cardPad, foot - text, r.w - 2*cardPad, text}, control.Paragraph{Words: words, Role: control.Small, Color: f.theme.Text2})
	}
	fill(gtx, rect{cardPad, foot, r.w - 2*cardPad, 1}, f.theme.Line)
	for i := range n {
		if !f.invertible() {
			e.loss.plainRow(gtx, f, i, rect{0, foot + 8 + compactRow*float32(i), r.w, compactRow})
			d.spark(gtx, f, i, foot+8+compactRow*(float32(i)+0.5))
			continue
		}
		mid := foot + 8 + compactRow*(float32(i)+0.5)
		d.spark(gtx, f, i, mid)
		row, ink := &e.loss.row[i], f.theme.Text
		if !f.live().Loss[i].On {
			ink = f.theme.Text2
		}
		f.put(gtx, cardPad, mid-9, control.SwitchStyle{State: &row.on, Color: f.theme.Loss(i), Name: "loss " + lossSaid[i], Doc: lossDocs[i], Reach: 110})
		f.words(gtx, 54, mid+5, fromLeft, f.lossName(i), control.Title, f.theme.Loss(i))
		f.say(gtx, 80, mid+4.5, fromLeft, f.lossWords(i), control.Body, ink)
		f.say(gtx, r.w-cardPad, mid+4.5, fromRight, lossValue(&inn.Losses[i], e.loss.values[i]), control.Strong, ink)
	}
}

// calibrationForms are the ways in which the calibration is drawn.
var calibrationForms = []string{"deviation", "coverage"}

// calibrationKey names everything that the curves depend on.
type calibrationKey struct {
	of   *measure.Calibration
	dark bool
	form int
}

// calibrationAt draws how far the central intervals are off, of the first parameter and, thin, of all others.
func (d *diagnostics) calibrationAt(gtx layout.Context, f *frame, test *calibrated, r rect) {
	k := test.of(f)
	if k == nil {
		f.say(gtx, r.x+r.w/2, r.y+r.h/2, centred, test.words(f), control.Small, f.theme.Text2)
		return
	}
	words := widgets.Percent(k.Error())
	if f.class != small {
		words = "error " + words
	}
	f.say(gtx, r.right()+2-cardPad, r.y-6, fromRight, words, control.Strong, f.theme.Text)
	f.named(gtx, r, "calibration", sayCalibration, func(gtx layout.Context) {
		d.curve.Layout(gtx, calibrationKey{k, f.dark, d.form.Chosen}, func() widgets.Plot { return calibrationPlot(f, k, d.form.Chosen == 1, r) })
		if in, ok := d.curve.Inner(); ok {
			f.say(gtx, float32(in.X0)+8, float32(in.Y0)+15, fromLeft, "too wide", control.Tick, f.theme.Text2)
			f.say(gtx, float32(in.X0)+8, float32(in.Y1)-7, fromLeft, "too sure", control.Tick, f.theme.Text2)
		}
	})
}

// calibrationPlot is the share of true values inside an interval, or the deviation: that less what it claims.
func calibrationPlot(f *frame, k *measure.Calibration, coverage bool, r rect) widgets.Plot {
	most := 0.1
	var curves [][2][]float64
	for i := len(k.Ranks) - 1; i >= 0; i-- { // the first parameter on top
		var c [2][]float64
		for _, l := range metric.CentralCurve(k.Ranks[i]) {
			v := l.Deviation()
			if coverage {
				v = l.Coverage
			}
			c[0], c[1] = append(c[0], l.Confidence), append(c[1], v)
			for most < 1 && (l.Deviation() > most || -l.Deviation() > most) {
				most += 0.1
			}
		}
		curves = append(curves, c)
	}
	percent := func(v ...float64) (t []widgets.Tick) {
		for _, v := range v {
			t = append(t, widgets.Tick{Value: v, Text: widgets.Fixed(100*v, 0) + " %"})
		}
		return t
	}
	plot := widgets.Plot{Frame: widgets.Frame{
		Theme: f.theme, Background: f.theme.Sunk, Border: f.theme.Line,
		Inner: widgets.Rect{X0: 42, Y0: 4, X1: float64(r.w) - 20, Y1: float64(r.h) - 20},
		X:     widgets.Axis{Max: 1, Ticks: percent(0, 0.5, 1)},
		Y:     widgets.Axis{Min: -most, Max: most, Ticks: percent(-most, 0, most)},
	}}
	if f.class != small {
		plot.Frame.X.Label = widgets.Words("confidence of the interval")
		plot.Frame.Inner.Y1 -= 16
	}
	right := widgets.Lines{X: []float64{0, 1}, Y: []float64{0, 0}, Pen: widgets.Encoding{Theme: f.theme}.TruthPen(1.25)}
	if coverage {
		plot.Frame.Y = widgets.Axis{Max: 1, Ticks: percent(0, 0.5, 1)}
		right.Y = []float64{0, 1}
	}
	plot.Marks = append(plot.Marks, right)
	for i, c := range curves {
		pen := widgets.Pen{Color: widgets.Alpha(f.theme.Post, 0.25), Width: 1}
		if i == len(curves)-1 {
			pen = widgets.Pen{Color: f.theme.Post, Width: 2}
		}
		plot.Marks = append(plot.Marks, widgets.Lines{X: c[0], Y: c[1], Pen: pen})
	}
	return plot
}

// spark draws the course of loss i in a compact row.
func (d *diagnostics) spark(gtx layout.Context, f *frame, i int, mid float32) {
	h := f.snap.Columns[0].History
	if h == nil || f.class == small {
		return
	}
	v := figure.Calm(h.Value[i])
	f.put(gtx, f.right-cardPad-50-sparkWidth, mid-8, control.Spark{
		Values: v[max(len(v)-sparkValues, 0):], Color: f.lossInk(i), Log: f.invertible() && !f.show.linear, Width: sparkWidth, Height: 16,
	})
}

// verdicts are what is said of parameters, in the order in which it is said: the words of metric.Recovery, and those for
// one parameter and for many.
var verdicts = []struct{ of, one, many string }{
	{"comes back sharp", "comes back sharp", "come back sharp"},
	{"comes back as one of several values", "comes back as one of several values", "come back as one of several values"},
	{"partly recovered", "is partly recovered", "are partly recovered"},
	{"comes back as its prior", "comes back as its prior: this measurement cannot see it", "come back as their priors: this measurement cannot see them"},
	{"comes back wrong: surer than it is right", "comes back wrong: surer than it is right", "come back wrong: surer than they are right"},
}

// claim says which parameters come back and which do not; empty before that is measured. Of a group that is not all alike
// it names the parts, or says nothing where it is to be brief.
func (d *diagnostics) claim(f *frame, brief bool) string {
	k, u := f.explore().test.of(f), f.snap.Plan.Setup
	if k == nil {
		return ""
	}
	said := map[string][]string{} // by verdict: the parameters
	for i := 0; i < len(u.X); {
		name, parts := groupName(u.X[i]), map[string][]string{}
		for ; i < len(u.X) && groupName(u.X[i]) == name; i++ {
			if r := k.Recovery[i]; r != nil {
				parts[r.String()] = append(parts[r.String()], u.X[i].Part)
			}
		}
		for words, of := range parts {
			switch {
			case len(parts) == 1:
				said[words] = append(said[words], strings.ToLower(name))
			case !brief:
				said[words] = append(said[words], strings.ToLower(name)+" in "+spelled(of))
			}
		}
	}
	var list []string
	for _, v := range verdicts {
		switch names := said[v.of]; len(names) {
		case 0:
		case 1:
			list = append(list, sentence(names[0]+" "+v.one))
		default:
			list = append(list, sentence(spelled(names)+" "+v.many))
		}
	}
	return strings.Join(list, " ")
}

// spelled joins names: "a", "a and b", "a, b and c".
func spelled(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return names[0]
}

// estimator is the network of the first column.
func (f *frame) estimator() inn.Estimator { return f.snap.Columns[0].Estimator }
