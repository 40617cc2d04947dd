package window

// The card of the spectrum: what was measured with its noise, and what the simulator makes of samples of the posterior.

import (
	"fmt"
	"math"

	"gioui.org/layout"

	"innlab/scenes"
	"innlab/widgets"
	"innlab/widgets/control"
)

// spectrumCard is the card.
type spectrumCard struct{ plot widgets.Picture }

func (c *spectrumCard) update(gtx layout.Context, f *frame) {
	for _, e := range c.plot.Update(gtx) {
		if e.Kind == widgets.Hover {
			f.hints.Explain(saySpectrum)
		}
	}
}

// spectrumKey names everything that the plot depends on.
type spectrumKey struct {
	setup   *scenes.Setup
	y       string
	spectra *float64
	dark    bool
	alpha   float64
	shown   bool
}

func (c *spectrumCard) layout(gtx layout.Context, f *frame, r rect, pixel bool) {
	u := f.snap.Plan.Setup
	f.card(gtx, r)
	title := "Spectrum"
	if pixel {
		title = "Spectrum of this pixel"
	}
	f.say(gtx, cardPad, titleLine, fromLeft, title, control.Title, f.theme.Text)
	q := f.quality()
	var spectra, noise []float64
	k := spectrumKey{setup: u, y: fmt.Sprint(f.choice.y), dark: f.dark, alpha: f.look.alpha, shown: f.show.posterior}
	if q != nil && len(q.Spectra) > 0 && !f.look.stale {
		spectra, noise, k.spectra = q.Spectra, q.Noise, &q.Spectra[0]
	}
	foot := float32(30)
	p := rect{4, 36, r.w - 4 - cardPad, r.h - 36 - foot}
	if p.h < 40 {
		return
	}
	f.named(gtx, p, "spectrum", saySpectrum, func(gtx layout.Context) {
		c.plot.Layout(gtx, k, func() widgets.Plot { return spectrumPlot(f, u, spectra, noise) })
	})
	y := r.h - 16
	round(gtx, rect{cardPad + 5, y - 7, 6, 6}, 3, f.theme.Accent)
	if noise != nil {
		fill(gtx, rect{cardPad + 7.25, y - 11, 1.75, 14}, f.theme.Accent)
	}
	words := "measured"
	if noise != nil && f.class != small {
		words += " ± noise"
	}
	x := cardPad + 18 + f.say(gtx, cardPad+18, y, fromLeft, words, control.Small, f.theme.Text2)
	if spectra != nil {
		fill(gtx, rect{x + 16, y - 5, 18, 2}, f.theme.Post)
		f.say(gtx, x+40, y, fromLeft, "re-simulated", control.Small, f.theme.Text2)
	}
}

// spectrumPlot is y as it is, over the wavelength.
func spectrumPlot(f *frame, u *scenes.Setup, spectra, noise []float64) widgets.Plot {
	nm, d := u.Wavelengths, u.Problem.DimY
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, a := range u.Y {
		lo, hi = min(lo, a.Min), max(hi, a.Max)
	}
	for _, v := range f.choice.y {
		lo, hi = min(lo, v), max(hi, v)
	}
	room := (nm[len(nm)-1] - nm[0]) * 0.05
	plot := widgets.Plot{Frame: widgets.Frame{
		Theme: f.theme, Background: f.theme.Sunk, Border: f.theme.Line, Grid: true,
		X: widgets.Axis{Label: widgets.Words("wavelength, nm"), Min: nm[0] - room, Max: nm[len(nm)-1] + room},
		Y: widgets.Axis{Label: widgets.Words("y: more is darker"), Min: lo, Max: hi},
	}}
	if f.show.posterior {
		pen := widgets.Pen{Color: widgets.Alpha(f.theme.Post, 0.3*f.look.alpha), Width: 1}
		for ; len(spectra) >= d; spectra = spectra[d:] {
			plot.Marks = append(plot.Marks, widgets.Lines{X: nm, Y: spectra[:d], Pen: pen})
		}
	}
	points := make([]float64, 0, 2*d)
	for i, v := range f.choice.y {
		points = append(points, nm[i], v)
		if noise != nil {
			plot.Marks = append(plot.Marks, widgets.Lines{X: []float64{nm[i], nm[i]}, Y: []float64{v - noise[i], v + noise[i]},
				Pen: widgets.Pen{Color: f.theme.Accent, Width: 1.75}})
		}
	}
	dot := widgets.Scatter{Cloud: widgets.Pairs(points), R: 3, Alpha: 1, Color: f.theme.Accent} // small noise sticks out of it
	plot.Marks = append(plot.Marks, dot)
	return plot
}
