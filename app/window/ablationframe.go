package window

// The figure of the ablation on the screen. What stands around the data is one picture, drawn anew when a word in it
// changes; each panel is another, drawn anew with each answer.

import (
	"fmt"
	"image/color"
	"time"

	"gioui.org/io/semantic"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/op/clip"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/scenes"
	"innlab/widgets"
)

// ablationFrame is the figure as it is drawn.
type ablationFrame struct {
	from   *session.Answer // what fig was made of
	seq    int
	fig    *figure.Ablation
	around widgets.Picture
	key    aroundKey // of the layout
	at     *figure.AblationLayout
	panels [2][]panel // rows of columns, the truth first
	turn   int        // the row that is drawn anew in this frame while training runs
	read   reading
	memo   widgets.Outline // of the truth
	shown  []int           // parameters of the second row; nil: the figure's choice
}

// panel is a picture of data and what it shows.
type panel struct {
	widgets.Picture
	shows panelKey
}

// reading is what numbers and note say; while training runs it changes a few times a second, so that it can be read.
type reading struct {
	when    time.Time
	built   int
	columns []figure.Column // their numbers
	note    string
}

// readEvery is how long a reading stands while training runs.
const readEvery = time.Second / 4

// aroundKey names everything that is drawn around the data.
type aroundKey struct {
	words string
	dark  bool
	setup *scenes.Setup
	w, h  float32
}

// Room around the figure in its card, in dp, and for the button that adds a column.
const (
	frameSide, frameTop, frameBottom = 16, 10, 6
	addRoom                          = 46
)

// refresh brings the figure up to date with the newest answer, and its heads with the newest plan. It reports whether
// there is anything to draw.
func (d *ablationFrame) refresh(f *frame) bool {
	if !answersAblation(f.ans) {
		return false
	}
	if d.from != f.ans || d.seq != f.snap.Seq {
		build := ablationFigure
		if f.snap.Plan.Compare {
			build = methodsFigure
		}
		d.from, d.seq, d.fig = f.ans, f.snap.Seq, build(f.ans, f.snap, &f.explore().prior)
		d.fig.Memo = &d.memo
	}
	d.fig.Shown = d.suits(d.fig)
	r := &d.read
	same := r.built == f.snap.Built && len(r.columns) == len(d.fig.Columns)
	if age := f.now.Sub(r.when); f.snap.State == session.Running && same && age > 0 && age < readEvery {
		for i, c := range r.columns {
			d.fig.Columns[i].Right, d.fig.Columns[i].Error = c.Right, c.Error
		}
		d.fig.Note = r.note
	} else {
		*r = reading{when: f.now, built: f.snap.Built, columns: append([]figure.Column(nil), d.fig.Columns...), note: d.fig.Note}
	}
	return true
}

// suits are the parameters that are to be shown, nil where the figure has not so many.
func (d *ablationFrame) suits(f *figure.Ablation) []int {
	if len(d.shown) > 0 && d.shown[len(d.shown)-1] < f.Setup.Problem.DimX {
		return d.shown
	}
	return nil
}

// layout draws the figure into r and returns where its parts lie, in dp from the corner of r.
func (d *ablationFrame) layout(gtx layout.Context, f *frame, r rect) *figure.AblationLayout {
	k := aroundKey{dark: f.dark, setup: d.fig.Setup, w: r.w, h: r.h, words: fmt.Sprint(d.fig.Y, d.fig.Note, d.fig.Shown)}
	for _, c := range d.fig.Columns {
		k.words += fmt.Sprint(c.Name, c.Losses, c.Shape, c.Right, c.Error)
	}
	if d.at == nil || k != d.key {
		d.key, d.at = k, placeFigure(d.fig, r.w, r.h, f.snap.Plan.Most())
	}
	f.at(gtx, r, func(gtx layout.Context) {
		d.around.Layout(gtx, k, func() widgets.Plot {
			return bare(f, float64(r.w), float64(r.h), aroundMark{d.fig, d.at, f.theme})
		})
		d.data(gtx, f)
	})
	return d.at
}

// placeFigure places the figure in the middle of w×h, with room for a button after the last column.
func placeFigure(fig *figure.Ablation, w, h float32, most int) *figure.AblationLayout {
	whole := widgets.Rect{X1: float64(w), Y1: float64(h)}
	l := fig.Layout(whole, figure.Screen)
	if last := l.Panels[0][len(fig.Columns)-1]; last.X1+addRoom > whole.X1 && len(fig.Columns) <= most {
		whole.X1 -= addRoom
		l = fig.Layout(whole, figure.Screen)
	}
	return l
}

// answersAblation says whether an answer holds what the figure shows.
func answersAblation(a *session.Answer) bool {
	return a != nil && len(a.Clouds) > 0 && (a.PairX != nil || a.Snapshot.Plan.Compare || a.Snapshot.Plan.Setup.Modes == nil)
}

// bare is a plot of w×h units that is nothing but a mark.
func bare(f *frame, w, h float64, m ...widgets.Mark) widgets.Plot {
	axis := widgets.Axis{Max: 1, Bare: true}
	return widgets.Plot{Frame: widgets.Frame{Theme: f.theme, X: axis, Y: axis, Inner: widgets.Rect{X1: w, Y1: h}}, Marks: m}
}

// aroundMark draws what stands around the data.
type aroundMark struct {
	fig   *figure.Ablation
	at    *figure.AblationLayout
	theme widgets.Theme
}

func (m aroundMark) Draw(a *widgets.Area) { m.fig.Around(a.Canvas, m.at, m.theme, figure.Screen) }

// panelKey names everything that the data of a panel depends on.
type panelKey struct {
	built, seq, n, pairs int
	y                    string
	dark                 bool
	alpha                float64
	side                 float64
	column               int
}

// like reports whether two keys differ in nothing but the step of the networks and how many points there are.
func (k panelKey) like(o panelKey) bool {
	k.seq, k.n, k.pairs = o.seq, o.n, o.pairs
	return k == o
}

// data draws the panels. While training runs one row is drawn anew in a frame, the other in the next, so that no frame
// takes long.
func (d *ablationFrame) data(gtx layout.Context, f *frame) {
	running := f.snap.State == session.Running
	d.turn ^= 1
	every := panelKey{
		n: len(f.ans.Clouds[0].X), pairs: len(f.ans.PairX), y: fmt.Sprint(d.fig.Y, d.fig.Shown), dark: f.dark, alpha: 1, side: d.at.Side,
	}
	var plots [][]widgets.Plot
	for row, line := range d.at.Panels {
		for len(d.panels[row]) < len(line) {
			d.panels[row] = append(d.panels[row], panel{})
		}
		for i, in := range line {
			k := every
			k.column = i
			if i > 0 { // the truth does not change with the networks
				k.seq, k.built, k.alpha = f.ans.Snapshot.Seq, f.ans.Snapshot.Built, f.look.alpha
				if row == 0 && k.alpha == alphaStale && d.fig.Setup.Modes != nil && !d.fig.Methods { // every label, whichever is chosen
					k.alpha = 1
				}
			}
			if i == 0 && row > 0 && d.fig.Methods { // but its marginals have the scale of all
				k.seq, k.built = f.ans.Snapshot.Seq, f.ans.Snapshot.Built
			}
			p := &d.panels[row][i]
			if k == p.shows || !running || row == d.turn || !k.like(p.shows) {
				p.shows = k
			} else {
				gtx.Execute(op.InvalidateCmd{})
			}
			f.at(gtx, panelRect(in), func(gtx layout.Context) {
				defer clip.Rect{Max: gtx.Constraints.Max}.Push(gtx.Ops).Pop()
				semantic.LabelOp(panelName(d.fig, row, i)).Add(gtx.Ops)
				p.Layout(gtx, p.shows, func() widgets.Plot {
					if plots == nil {
						plots = d.fig.Panels(f.theme, figure.Screen, d.at.Side)
					}
					return inside(plots[row][i], in, k.alpha)
				})
			})
		}
	}
}

// panelRect is a panel's inside in dp.
func panelRect(in widgets.Rect) rect {
	return rect{float32(in.X0), float32(in.Y0), float32(in.W()), float32(in.H())}
}

// panelName is what a screen reader calls a panel.
func panelName(fig *figure.Ablation, row, column int) string {
	rows := [2]string{"every label", "posterior"}
	if fig.Setup.Modes == nil || fig.Methods {
		rows = [2]string{"posterior", "marginals"}
	}
	return "(" + string(rune('a'+column)) + ") " + rows[row]
}

// inside is a plot without its frame, its points fainter by alpha.
func inside(p widgets.Plot, in widgets.Rect, alpha float64) widgets.Plot {
	p.Frame.X.Bare, p.Frame.Y.Bare = true, true
	p.Frame.Border = color.NRGBA{}
	p.Frame.Inner = widgets.Rect{X1: in.W(), Y1: in.H()}
	for i, m := range p.Marks {
		switch m := m.(type) {
		case widgets.Scatter:
			if m.Color != p.Frame.Theme.Prior {
				m.Alpha *= alpha
			}
			p.Marks[i] = m
		case widgets.Paths:
			m.Pen.Color.A = uint8(float64(m.Pen.Color.A) * alpha)
			p.Marks[i] = m
		case figure.Stack:
			m.Faint = alpha
			p.Marks[i] = m
		}
	}
	return p
}
