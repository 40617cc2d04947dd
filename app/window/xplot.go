package window

// The plots of the posterior as values: scatter, marginals and everything that stands in them. What changes with the
// pointer (cursor, selection) is drawn above the picture, not in it.

import (
	"image/color"
	"math"
	"slices"
	"strconv"

	"innlab/scenes"
	"innlab/widgets"
)

// marginalBins is the number of bins of a marginal over the range in sight.
const marginalBins = 60

// digitReach is how far outside its mode's centre a digit stands, in units of x; truthSigma the radius of the dashed
// rings in standard deviations.
const (
	digitReach = 0.62
	truthSigma = 2
)

// axisOf is the axis of one dimension, over the range lo to hi.
func axisOf(a scenes.Axis, lo, hi float64) widgets.Axis {
	l := widgets.Words(a.Name)
	if a.Symbol != "" {
		l = widgets.L(a.Symbol, a.Index)
	}
	if a.Unit != "" {
		l = l.And(widgets.Words(", " + a.Unit))
	}
	return widgets.Axis{Label: l, Min: lo, Max: hi}
}

// priorMarks are the marks behind the scatter, which stand still.
func (f *frame) priorMarks(b *background) []widgets.Mark {
	if !f.show.prior {
		return nil
	}
	return []widgets.Mark{widgets.Encoding{Theme: f.theme}.Prior(widgets.Cloud{Data: b.points, Dim: b.setup.Problem.DimX, J: 1})}
}

// cloudMarks are the marks of the scatter.
func (f *frame) cloudMarks() []widgets.Mark {
	e := widgets.Encoding{Theme: f.theme}
	setup := f.snap.Plan.Setup
	var marks []widgets.Mark
	if f.show.posterior && f.ans != nil && !f.look.none {
		cloud := widgets.Cloud{Data: f.ans.Clouds[0].X, Dim: setup.Problem.DimX, J: 1}
		alpha := widgets.PosteriorAlpha * f.look.alpha
		switch {
		case f.show.density:
			marks = append(marks, widgets.Density{Cloud: cloud, Color: widgets.Mix(f.theme.Sunk, f.theme.Post, f.look.alpha)})
		case f.show.modes && setup.Modes != nil:
			marks = append(marks, e.Coloured(cloud, byMode(cloud, setup.Modes, &f.theme), alpha))
		case f.show.modes:
			marks = append(marks, e.Coloured(cloud, byPlace(cloud, &f.theme), alpha))
		default:
			marks = append(marks, e.Posterior(cloud, alpha))
		}
	}
	if setup.Modes == nil && f.truth() != nil {
		marks = append(marks, e.TruthRegion(widgets.Cloud{Data: f.truth(), Dim: setup.Problem.DimX, J: 1}, &f.explore().x.outlined))
	}
	if m := setup.Modes; m != nil {
		carry := m.Carriers(f.choice.label())
		if f.show.truth {
			var c [][2]float64
			for _, i := range carry {
				c = append(c, m.Centres[i])
			}
			marks = append(marks, e.TruthRings(c, truthSigma*m.Sigma))
		}
		marks = append(marks, widgets.Discs{List: digits(m, carry, &f.theme)})
	}
	return marks
}

// byMode are the colours of points by the nearest mode.
func byMode(c widgets.Cloud, m *scenes.Modes, th *widgets.Theme) []color.NRGBA {
	each := make([]color.NRGBA, c.Len())
	for k := range each {
		mode, _ := m.Nearest(c.At(k))
		each[k] = th.Mode[mode%modeColours]
	}
	return each
}

// digits are the numbered discs of the modes, outside their centres; those that carry the chosen label are filled.
func digits(m *scenes.Modes, carry []int, th *widgets.Theme) []widgets.Disc {
	var list []widgets.Disc
	for i, at := range digitPlaces(m) {
		list = append(list, widgets.Disc{
			X: at[0], Y: at[1], Text: strconv.Itoa(i),
			Color: th.Mode[i%modeColours], Filled: slices.Contains(carry, i),
		})
	}
	return list
}

// digitPlaces are where the digits stand: away from the middle of all modes.
func digitPlaces(m *scenes.Modes) [][2]float64 {
	var mid [2]float64
	for _, c := range m.Centres {
		mid[0] += c[0] / float64(len(m.Centres))
		mid[1] += c[1] / float64(len(m.Centres))
	}
	places := make([][2]float64, len(m.Centres))
	for i, c := range m.Centres {
		d := [2]float64{c[0] - mid[0], c[1] - mid[1]}
		l := max(math.Hypot(d[0], d[1]), 1e-9)
		places[i] = [2]float64{c[0] + digitReach*d[0]/l, c[1] + digitReach*d[1]/l}
	}
	return places
}

// marginal is the histogram of dimension k of x over the range lo to hi.
func (f *frame) marginal(b *background, k int, lo, hi float64, upright bool) (marks []widgets.Mark, top float64) {
	m := widgets.Marginal{Lo: lo, Hi: hi, Bins: marginalBins, Upright: upright, Values: f.real1(k)}
	if f.show.prior {
		m.Prior = b.column[k]
	}
	e := widgets.Encoding{Theme: f.theme}
	d := f.snap.Plan.Setup.Problem.DimX
	if f.ans != nil && !f.look.none {
		if f.show.posterior {
			m.Posterior = column(f.ans.Clouds[0].X, d, k)
		}
		m.Truth = column(f.truth(), d, k)
	}
	if a := f.look.alpha; a < 1 {
		e.Theme.Post = widgets.Mix(f.theme.Card, e.Theme.Post, a)
		e.Theme.PostFill = widgets.Mix(f.theme.Card, e.Theme.PostFill, a)
	}
	return e.Marginal(m)
}

// truth are the exact samples that are to be shown; nil for none.
func (f *frame) truth() []float64 {
	if !f.show.truth || f.ans == nil || f.look.none || f.look.stale {
		return nil
	}
	return f.ans.Truth
}

// column is column k of rows of d numbers.
func column(x []float64, d, k int) []float64 {
	return widgets.Cloud{Data: x, Dim: d}.Column(k)
}
