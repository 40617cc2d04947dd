package widgets

// This file makes the plots that the tests draw: eight modes on a ring.

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
)

var ring = func() (c [][2]float64) {
	for k := range 8 {
		s, cos := math.Sincos(math.Pi * (float64(k)/4 + 1./8))
		c = append(c, [2]float64{2.6 * cos, 2.6 * s})
	}
	return c
}()

// blobs draws n points from the given modes; the second result is each point's mode.
func blobs(n int, modes ...int) (Cloud, []int) {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	xy, of := make([]float64, 0, 2*n), make([]int, n)
	for k := range n {
		of[k] = modes[k%len(modes)]
		c := ring[of[k]]
		xy = append(xy, c[0]+0.2*r.NormFloat64(), c[1]+0.2*r.NormFloat64())
	}
	return Pairs(xy), of
}

// samplePlot is the scatter of the window's main view; each is the number of points.
func samplePlot(t Theme, each int, byMode bool) Plot {
	e := Encoding{Theme: t}
	prior, _ := blobs(each, 0, 1, 2, 3, 4, 5, 6, 7)
	post, of := blobs(each, 0, 1, 2, 3)
	cloud := e.Posterior(post, PosteriorAlpha)
	if byMode {
		var colours []color.NRGBA
		for _, m := range of {
			colours = append(colours, t.Mode[m])
		}
		cloud = e.Coloured(post, colours, PosteriorAlpha)
	}
	var discs []Disc
	for k, c := range ring {
		f := 1 + 0.62/2.6
		discs = append(discs, Disc{c[0] * f, c[1] * f, string(rune('0' + k)), t.Mode[k], k < 4})
	}
	return Plot{
		Frame: Frame{
			Theme: t, Background: t.Sunk, Border: t.Line, Grid: true,
			X: Axis{Label: L("x", "1"), Min: -3.3, Max: 3.3},
			Y: Axis{Label: L("x", "2"), Min: -3.3, Max: 3.3},
		},
		Marks: []Mark{e.Prior(prior), cloud, e.TruthRings(ring[:4], 0.4), Discs{List: discs}, Cursor{2.3, 1.1}, Cross{X: 0, Y: 0.2, Color: t.Truth}},
	}
}

// lossPlot is three curves on a logarithmic axis with events.
func lossPlot(t Theme) Plot {
	e := Encoding{Theme: t}
	r := rand.New(rand.NewPCG(2, 2))
	var marks []Mark
	for i, top := range []float64{0.9, 0.35, 1} {
		var x, y []float64
		for k := range 2000 {
			s := float64(k) * 2.4
			x = append(x, s)
			y = append(y, (top*math.Exp(-s/(300*float64(i+1)))+0.004*float64(i+1))*math.Exp(0.1*r.NormFloat64()))
		}
		marks = append(marks, Lines{X: x, Y: y, Pen: e.LossPen(i, i != 1)})
	}
	marks = append(marks, Events{List: []Event{{800, "ramp"}, {2400, "L_x off"}, {2500, "hidden"}}})
	return Plot{
		Frame: Frame{
			Theme: t, Background: t.Sunk, Border: t.Line, Grid: true, Title: Words("Losses"),
			X: Axis{Label: Words("steps"), Min: 0, Max: 4800, Short: true},
			Y: Axis{Min: 3e-3, Max: 1.5, Log: true},
		},
		Marks: marks,
	}
}

// marginalPlot is a histogram of prior, posterior and truth with a true value.
func marginalPlot(t Theme, upright bool) Plot {
	e := Encoding{Theme: t}
	prior, _ := blobs(4000, 0, 1, 2, 3, 4, 5, 6, 7)
	post, _ := blobs(2000, 0, 1, 2, 3)
	exact, _ := blobs(2001, 0, 1, 2, 3)
	i := 0
	if upright {
		i = 1
	}
	marks, top := e.Marginal(Marginal{
		Prior: prior.Column(i), Posterior: post.Column(i), Truth: exact.Column(i),
		Lo: -3.3, Hi: 3.3, Bins: 60, Values: []float64{0.5}, Upright: upright,
	})
	f := Frame{Theme: t, Base: Bottom, X: Axis{Min: -3.3, Max: 3.3, Bare: true}, Y: Axis{Max: top, Bare: true}}
	if upright {
		f.Base, f.X, f.Y = Left, Axis{Max: 0.7 * top, Bare: true}, Axis{Min: -3.3, Max: 3.3, Bare: true}
	}
	return Plot{Frame: f, Marks: marks}
}

// normalPlot is a histogram against an exact density, as of data sent forward.
func normalPlot(t Theme) Plot {
	r := rand.New(rand.NewPCG(4, 4))
	z := make([]float64, 3000)
	for i := range z {
		z[i] = 1.1*r.NormFloat64() - 0.1
	}
	marks, top := Encoding{Theme: t}.Marginal(Marginal{
		Posterior: z, Lo: -3.3, Hi: 3.3, Bins: 40,
		Curve: func(v float64) float64 { return math.Exp(-v*v/2) / math.Sqrt(2*math.Pi) },
	})
	return Plot{
		Frame: Frame{Theme: t, Base: Bottom, X: Axis{Min: -3.3, Max: 3.3, Bare: true}, Y: Axis{Max: top, Bare: true}},
		Marks: marks,
	}
}

// latentPlot is an image of cells with rings.
func latentPlot(t Theme) Plot {
	cells := Cells(48, 48, func(x, y int) color.NRGBA {
		u, v := float64(x)/8-3, 3-float64(y)/8
		m := int(math.Floor((math.Atan2(v, u)+math.Pi)/(2*math.Pi)*4)) & 3
		return Mix(t.Mode[m], t.Shade, 0.82*min(1, math.Hypot(u, v)/4))
	})
	return Plot{
		Frame: Frame{
			Theme: t, Border: t.Line, TickMarks: true,
			X: Axis{Label: L("z", "1"), Min: -3, Max: 3, AtEnd: true},
			Y: Axis{Label: L("z", "2"), Min: -3, Max: 3, AtEnd: true},
		},
		Marks: append([]Mark{Heat{Img: cells, Range: Rect{-3, -3, 3, 3}, Smooth: true}}, Encoding{Theme: t}.NormalRings()...),
	}
}

// raster draws a plot into a new picture of w×h dp.
func raster(p Plot, w, h int, scale float64) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, int(float64(w)*scale), int(float64(h)*scale)))
	fill(m, m.Rect, p.Frame.paper())
	p.Draw(NewPixels(m, scale), Rect{0, 0, float64(w), float64(h)})
	return m
}
