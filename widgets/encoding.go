package widgets

// This file is the one place that says how prior, posterior and truth look: prior grey, posterior orange, truth
// dashed ink, in every plot, in every scene, on the screen and in files.

import "image/color"

// Sizes are in units and opacities 0 to 1; a figure with other units scales the sizes.
const (
	PriorRadius, PriorAlpha         = 1.2, 0.42
	PosteriorRadius, PosteriorAlpha = 1.7, 0.62
	TruthAlpha                      = 0.55
	outline                         = 1.5  // of the posterior's histogram
	thinOutline                     = 1.0  // of the prior's
	truthOutline                    = 1.25 // of the truth's
	fillAlpha                       = 0.75 // of the posterior's histogram
	truthFloor                      = 0.004
)

// Encoding draws prior, posterior and truth in one theme. Size multiplies all radii, widths and dashes; 0 is 1.
type Encoding struct {
	Theme Theme
	Size  float64
}

func (e Encoding) s(v float64) float64 { return v * or(e.Size, 1) }

// TruthPen is the dashed line of the truth, 4 on and 3 off.
func (e Encoding) TruthPen(width float64) Pen {
	return Pen{Color: e.Theme.Truth, Width: e.s(width), Dash: []float64{e.s(4), e.s(3)}}
}

// Prior is the cloud of everything before a measurement.
func (e Encoding) Prior(c Cloud) Mark {
	return Scatter{Cloud: c, R: e.s(PriorRadius), Alpha: PriorAlpha, Color: e.Theme.Prior}
}

// Posterior is a cloud of what could have been; alpha is PosteriorAlpha, or less where it is stale or not yet to be
// believed.
func (e Encoding) Posterior(c Cloud, alpha float64) Mark {
	return Scatter{Cloud: c, R: e.s(PosteriorRadius), Alpha: alpha, Color: e.Theme.Post}
}

// Coloured is a posterior with a colour for each row, such as its mode's or its label's.
func (e Encoding) Coloured(c Cloud, each []color.NRGBA, alpha float64) Mark {
	return Scatter{Cloud: c, R: e.s(PosteriorRadius), Alpha: alpha, Each: each}
}

// TruthRings outlines where the exact posterior lies: circles of radius r, in data.
func (e Encoding) TruthRings(centres [][2]float64, r float64) Mark {
	return Rings{Centres: centres, R: r, Pen: e.TruthPen(1.5)}
}

// TruthShare is the share of the exact posterior inside the region that is outlined.
const TruthShare = 0.9

// TruthRegion outlines where the exact posterior lies: the smallest region that holds 90 % of its samples. Memo, which
// may be nil, remembers the outline.
func (e Encoding) TruthRegion(exact Cloud, memo *Outline) Mark {
	return Region{Cloud: exact, Share: TruthShare, Pen: e.TruthPen(1.5), Memo: memo}
}

// NormalRings are the rings at 1σ and 2σ of a standard normal, to lie on a latent image: dashes of what the image
// fades to on a faint line of the opposite, readable on any colour.
func (e Encoding) NormalRings() []Mark {
	dashed := e.TruthPen(1.25)
	dashed.Color = e.Theme.Shade
	faint := Pen{Color: Alpha(e.Theme.Text, 0.3), Width: e.s(1.25)}
	var marks []Mark
	for _, pen := range []Pen{faint, dashed} {
		for _, r := range []float64{1, 2} {
			marks = append(marks, Rings{Centres: [][2]float64{{}}, R: r, Pen: pen})
		}
	}
	return marks
}

// Marginal says what one histogram shows: any of prior, posterior and truth, as values along one axis.
type Marginal struct {
	Prior, Posterior, Truth []float64
	Lo, Hi                  float64 // range of the bins
	Bins                    int
	Values                  []float64               // true values, each a dashed line
	Curve                   func(v float64) float64 // an exact density, drawn as truth; nil: none
	Upright                 bool                    // the values lie along y
}

// marginalRoom is how far the density axis reaches above the highest bin.
const marginalRoom = 1.06

// Marginal returns the marks of a histogram, and where its density axis ends: above everything it shows.
func (e Encoding) Marginal(m Marginal) (marks []Mark, top float64) {
	prior := Bin(m.Prior, m.Lo, m.Hi, m.Bins)
	post := Bin(m.Posterior, m.Lo, m.Hi, m.Bins)
	truth := Bin(m.Truth, m.Lo, m.Hi, m.Bins)
	t := &e.Theme
	if len(m.Prior) > 0 {
		marks = append(marks, Bars{Histogram: prior, Fill: t.PriorFill, Upright: m.Upright})
	}
	if len(m.Posterior) > 0 {
		marks = append(marks, Bars{Histogram: post, Fill: Alpha(t.PostFill, fillAlpha), Upright: m.Upright})
	}
	if len(m.Prior) > 0 {
		marks = append(marks, Bars{Histogram: prior, Line: Pen{Color: t.Prior, Width: e.s(thinOutline)}, Upright: m.Upright})
	}
	if len(m.Posterior) > 0 {
		marks = append(marks, Bars{Histogram: post, Line: Pen{Color: t.Post, Width: e.s(outline)}, Upright: m.Upright})
	}
	if len(m.Truth) > 0 {
		marks = append(marks, Bars{Histogram: truth, Line: e.TruthPen(truthOutline), Floor: truthFloor, Upright: m.Upright})
	}
	top = max(prior.Peak(), post.Peak(), truth.Peak())
	if m.Curve != nil {
		marks = append(marks, Function{F: m.Curve, Pen: e.TruthPen(truthOutline), Upright: m.Upright})
		for i := range 129 {
			top = max(top, m.Curve(m.Lo+(m.Hi-m.Lo)*float64(i)/128))
		}
	}
	for _, v := range m.Values {
		marks = append(marks, Rule{Value: v, Pen: e.TruthPen(1.5), Level: m.Upright})
	}
	if top == 0 {
		top = 1
	}
	return marks, top * marginalRoom
}

// LossPen is how a loss's curve is drawn: solid while it trains, dotted while it is only measured.
func (e Encoding) LossPen(i int, on bool) Pen {
	p := Pen{Color: e.Theme.Loss(i), Width: e.s(1.75)}
	if !on {
		p.Color = Alpha(p.Color, 0.8)
		p.Dash = []float64{e.s(2), e.s(3)}
	}
	return p
}
