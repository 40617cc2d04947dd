package scenes

import (
	"image/color"
	"math"
	"math/rand/v2"
	"strconv"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"

	"innlab/inn"
	"innlab/scenes/paint"
)

// Colour matching: which paints, and how much of each, give a colour? Three numbers tell little of a recipe of 13 paints;
// a spectrum tells more. (Metamerism: Wyszecki, Stiles, Color Science, 1982, section 3.8.)

// A recipe is 13 shares that add up to 1; x are its 12 log-ratios ln(cᵢ/c of white), one for each paint but white (the
// additive log-ratio: Aitchison, The Statistical Analysis of Compositional Data, 1986). The shares are even in the
// sense of a Dirichlet distribution with this concentration: a few paints make up most of a mixture.
const colourConcentration = 0.3

const colourDim = paint.Count - 1

// The noise of a measurement: half of what an eye just sees, in each of L*, a*, b*; and half a per cent of the light,
// which a simple spectrophotometer keeps to.
const (
	colourNoise   = 0.5
	spectrumNoise = 0.005
)

// colour is the scene "colour".
func colour() Scene {
	return Scene{
		Name:    "colour",
		Title:   "Colour matching",
		Story:   "Which paints give this colour? Each row is a recipe, by daylight and under a lamp.",
		Summary: "12 from 3 or 28",
		Truth:   "simulator",
		Source:  paint.Source,
		Option:  "Match",
		Setups:  []Setup{colourLab(), colourSpectrum()},
		Ground:  colourGround(),
	}
}

// colourGround is the scene picker's picture: recipes of one colour beside each other, each paint as high as its share.
func colourGround() Ground {
	var alone [paint.Count]color.NRGBA
	for p := range alone {
		r := make([]float64, paint.Bands)
		paint.Reflectance(paint.Masstone(p), r)
		alone[p], _ = paint.SRGB(paint.D65.Lab(r))
	}
	return func(u, v float64) (c color.NRGBA) {
		recipe := metamers[min(int(u*float64(len(metamers))), len(metamers)-1)].recipe()
		down := 1 - v
		for p := 0; p < paint.Count && down >= 0; p++ {
			if down -= recipe[p]; recipe[p] > 0 {
				c = alone[p]
			}
		}
		return c
	}
}

// share is how much of one paint a recipe has.
type share map[string]float64

// metamers are recipes whose colours by daylight differ by less than an eye sees, and by more than that under a lamp.
// The first is what is shown first.
var metamers = []share{
	{"W": 0.585, "Yw": 0.154, "RO": 0.255, "Bg": 0.006},
	{"W": 0.386, "Yc": 0.350, "RO": 0.235, "K": 0.029},
	{"W": 0.266, "Yc": 0.612, "R": 0.060, "V": 0.062},
}

// recipe returns the shares (paint.Count) of paints that are given by their codes.
func (s share) recipe() []float64 {
	c := make([]float64, paint.Count)
	for i, p := range paint.Paints {
		c[i] = s[p.Code]
	}
	return c
}

// colourSetup is what both set-ups share: recipes as x.
func colourSetup(name string, y []Axis, simulate func(r *rand.Rand, x, y []float64)) Setup {
	s := Setup{
		Name: name,
		Problem: inn.Problem{
			DimX: colourDim, DimY: len(y), Noise: len(y),
			Prior:    colourPrior,
			Simulate: simulate,
		},
		Y:       y,
		Start:   make([]float64, len(y)),
		Kernels: posteriorKernels(colourDim),
		Shares:  colourShares,
	}
	// ln c of a Dirichlet's share is, but for what all have in common, the logarithm of a gamma variate, whose variance is
	// the trigamma function of the concentration, ζ(2, α).
	spread := math.Sqrt(2 * mathext.Zeta(2, colourConcentration))
	for _, p := range paint.Paints[1:] {
		s.X = append(s.X, Axis{Name: "log_" + p.Code + "_W", Symbol: "ln " + p.Code + "/W", Min: -17, Max: 17})
		s.Spread = append(s.Spread, spread)
	}
	return s
}

// colourLab asks for a recipe of a colour: L*, a*, b* by daylight.
func colourLab() Setup {
	s := colourSetup("lab", []Axis{
		{Name: "L", Symbol: "L*", Min: 15, Max: 105},
		{Name: "a", Symbol: "a*", Min: -80, Max: 80},
		{Name: "b", Symbol: "b*", Min: -80, Max: 105},
	}, func(r *rand.Rand, x, y []float64) {
		lab := paint.D65.Lab(colourReflect(x))
		copy(y, lab[:])
		blur(r, colourNoise, y)
	})
	copy(s.Start, []float64{52, 18, 24}) // the brown of fired clay
	s.Short = "colour"
	s.Picker = Colour
	s.Claim = func(_ *Setup, y, x []float64) string {
		lamp := underLamp([3]float64(y), x)
		return when(shareOf(lamp, func(off float64) bool { return off > justSeen }) > 0.1,
			"Recipes that match by daylight part under a lamp: metamers. Try to match a spectrum instead.")
	}
	s.Outside = func(y []float64) string {
		if len(y) != len(s.Y) || paint.Reached([3]float64(y)) {
			return ""
		}
		return "no mixture of these paints has this colour; the answer is an extrapolation"
	}
	s.Difference = seenDifference(func(y []float64) [3]float64 { return [3]float64(y) })
	s.Reached = Reached{Calibration: 0.007, Resimulation: 1.48, Beside: BesideNoise}
	s.Presets = colourPresets(s.Problem.DimY, 24000)
	return s
}

// colourSpectrum asks for a recipe of a reflectance.
func colourSpectrum() Setup {
	var y []Axis
	var nm []float64
	for i := range paint.Bands {
		w := paint.Wavelength(i)
		index := strconv.Itoa(int(w))
		y = append(y, Axis{Name: index + "_nm", Symbol: "R", Index: index, Min: -0.02, Max: 1})
		nm = append(nm, w)
	}
	s := colourSetup("spectrum", y, func(r *rand.Rand, x, y []float64) {
		copy(y, colourReflect(x))
		blur(r, spectrumNoise, y)
	})
	paint.Reflectance(metamers[0].recipe(), s.Start)
	s.Picker = Curve
	s.Claim = func(_ *Setup, y, x []float64) string {
		lamp := underLamp(paint.D65.Lab(y), x)
		return when(len(lamp) > 0 && shareOf(lamp, func(off float64) bool { return off > justSeen }) < 0.1,
			"Recipes that match this spectrum match by daylight and under a lamp: the metamers are gone.")
	}
	s.Wavelengths = nm
	s.Outside = func(y []float64) string {
		if len(y) != paint.Bands || mixtures().reached(y) {
			return ""
		}
		return "no mixture of these paints has this spectrum; the answer is an extrapolation"
	}
	s.Difference = seenDifference(paint.D65.Lab)
	s.Reached = Reached{Calibration: 0.005, Resimulation: 1.25, Beside: BesideNoise}
	s.Presets = colourPresets(len(y), 10000)
	return s
}

// colourPresets are the flow by likelihood and the paper's losses. Over a dozen measurements of the prior,
// half of the flow's recipes for a colour come to within 0.8 of it (CIEDE2000), where the noise alone would make that 0.7;
// of the paper's to within 4. A loss that compares clouds of 15 numbers hardly sees the thin sheet on which the colour
// fits. What the flow's recipes come to is, over 100 measurements of the prior, 1.47 times as far from the colour as the
// noise (root mean square; 1.6 times after 15000 steps), and 1.25 times as far from the spectrum: long after the density is
// calibrated, the sheet gets thinner.
func colourPresets(dimY, steps int) []Preset {
	flow := narrowly(steps, 5e-3)
	flow.Config.Logit, flow.Config.Blocks = false, 10
	paper := noisyINN(colourDim, dimY)
	paper.Live.Loss[inn.LossRec].On = false
	paper.Live.Loss[inn.LossX].Weight = 1000
	paper.Live.Rate = 5e-3
	return []Preset{flow, paper}
}

// justSeen is the difference (CIEDE2000) from which on an eye sees two colours side by side as two.
const justSeen = 1

// seenDifference is what an eye sees of the difference between two y, whose colours by daylight lab tells.
func seenDifference(lab func(y []float64) [3]float64) *Difference {
	return &Difference{
		Name: "ciede2000", Means: "colour difference ΔE₀₀ between asked and simulated; an eye just sees 1",
		Of: func(asked, simulated []float64) float64 { return paint.Difference(lab(asked), lab(simulated)) },
	}
}

// underLamp is how far, under the lamp, the recipes x (n×12) that match a colour by daylight are from the one that
// matches it best; empty where fewer than twenty do.
func underLamp(lab [3]float64, x []float64) []float64 {
	var matching [][3]float64
	best, at := math.Inf(1), 0
	for ; len(x) >= colourDim; x = x[colourDim:] {
		r := colourReflect(x[:colourDim])
		off := paint.Difference(lab, paint.D65.Lab(r))
		if !(off <= justSeen) {
			continue
		}
		if off < best {
			best, at = off, len(matching)
		}
		matching = append(matching, paint.A.Lab(r))
	}
	if len(matching) < 20 {
		return nil
	}
	far := make([]float64, len(matching))
	for i, c := range matching {
		far[i] = paint.Difference(c, matching[at])
	}
	return far
}

// colourPrior draws x. The shares of a Dirichlet distribution go as gamma variates. A variate of shape α is one of shape
// α+1 times U^(1/α) (Marsaglia, Tsang, ACM Transactions on Mathematical Software 26, 363 (2000), section 6); as logarithms
// none is too small.
func colourPrior(r *rand.Rand, x []float64) {
	gamma := distuv.Gamma{Alpha: colourConcentration + 1, Beta: 1, Src: r}
	log := func() float64 { return math.Log(gamma.Rand()) - r.ExpFloat64()/colourConcentration }
	white := log()
	for i := range x {
		x[i] = log() - white
	}
}

// colourShares turns x (12) into shares (13, sum 1) of paint.Paints.
func colourShares(x, shares []float64) {
	top := 0.0 // white's
	for _, v := range x {
		top = max(top, v)
	}
	shares[paint.White] = math.Exp(-top)
	sum := shares[paint.White]
	for i, v := range x {
		shares[1+i] = math.Exp(v - top)
		sum += shares[1+i]
	}
	for i := range shares {
		shares[i] /= sum
	}
}

// colourReflect computes the reflectance of x.
func colourReflect(x []float64) []float64 {
	var shares [paint.Count]float64
	r := make([]float64, paint.Bands)
	colourShares(x, shares[:])
	paint.Reflectance(shares[:], r)
	return r
}

// blur adds normal noise; none with a nil r.
func blur(r *rand.Rand, sigma float64, y []float64) {
	if r == nil {
		return
	}
	for i := range y {
		y[i] += sigma * r.NormFloat64()
	}
}
