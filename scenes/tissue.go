package scenes

import (
	"math"
	"math/rand/v2"
	"strconv"
	"sync"

	"innlab/inn"
	"innlab/scenes/optics"
)

// Tissue under a multispectral camera (Ardizzone et al., ICLR 2019, section 4.2; Wirkert et al., Physiological
// Parameter Estimation from Multispectral Images Unleashed, MICCAI 2017, and the configuration of their simulator,
// swirkert/ipcai2016): three layers, one oxygenation; 13 numbers, of which the colours tell some and hide others. The
// paper followed photons; here the same media are computed by adding–doubling.

// band is one of the camera's eight colours: its centre, and the extinction of oxygenated and of deoxygenated
// haemoglobin there, in cm⁻¹/M (Prahl, Optical Absorption of Hemoglobin, 1999; at 511 nm between two lines of the
// table). The bands are 10 nm wide; within one the tissue is taken to be as at its centre.
type band struct{ nm, oxy, deoxy float64 }

var bands = []band{
	{470, 33209.2, 16156.4},
	{480, 26629.2, 14550},
	{511, 20092.8, 26355.2},
	{560, 32613.2, 53788},
	{580, 50104, 37020},
	{600, 3200, 14677.2},
	{660, 319.6, 3226.56},
	{700, 290, 1794.28},
}

// The columns of x: oxygenation, then four groups of one number for each layer.
const (
	tissueLayers    = 3
	tissueDim       = 1 + 4*tissueLayers
	tissueOxygen    = 0
	tissueBlood     = 1                        // blood volume, %
	tissueMie       = tissueBlood + 3          // reduced scattering at 500 nm, 1/cm
	tissueG         = tissueMie + tissueLayers // anisotropy
	tissueThickness = tissueG + tissueLayers   // µm
)

// tissueBox bounds x.
var tissueBox = [][2]float64{
	{0, 1},
	{0, 10}, {0, 10}, {0, 10},
	{0, mieMost}, {0, mieMost}, {0, mieMost},
	{0.80, 0.95}, {0.80, 0.95}, {0.80, 0.95},
	{600, 1010}, {415, 847}, {395, 603},
}

// The amplitude of scattering is N(18.9, 10.2²) per cm, drawn again until it lies in its box: until it is positive, that
// is, since the upper end is five spreads away.
const (
	mieMean   = 18.9
	mieSpread = 10.2
	mieMost   = 70
)

// isMie tells the columns of x that hold an amplitude of scattering.
func isMie(column int) bool { return column >= tissueMie && column < tissueG }

// tissueCount is how many simulations a training uses; the paper had 15 000.
const tissueCount = 20000

// tissue is the scene "tissue".
func tissue() Scene {
	s := Scene{
		Name:    "tissue",
		Title:   "Tissue oxygenation",
		Story:   "Eight colours of light that tissue throws back: what do they tell of its oxygen, its blood and its layers?",
		Summary: "13 from 8",
		Truth:   "simulator",
		Source:  "Simulated image: the paper’s data were never released",
		Option:  "SNR",
	}
	s.Setups = []Setup{
		tissueSetup(10, Reached{Calibration: 0.010, Resimulation: 0.96, Beside: BesideNoise}),
		tissueSetup(20, Reached{Calibration: 0.012, Resimulation: 1.01, Beside: BesideNoise}),
		tissueSetup(50, Reached{Calibration: 0.012, Resimulation: 1.08, Beside: BesideNoise}),
	}
	s.Ground = tissueGround
	return s
}

// tissueSetup is the scene with a camera of the given ratio of signal to noise.
func tissueSetup(snr float64, reached Reached) Setup {
	observe := func(r *rand.Rand, raw, y []float64) { camera(r, snr, raw, y) }
	start := make([]float64, len(bands))
	observe(nil, tissueStart(), start)
	s := Setup{
		Name: "snr" + strconv.Itoa(int(snr)), Short: strconv.Itoa(int(snr)),
		Problem: inn.Problem{
			DimX: tissueDim, DimY: len(bands), Box: tissueBox,
			Prior: tissuePrior, Noise: len(bands),
			Simulate: func(r *rand.Rand, x, y []float64) {
				raw := make([]float64, len(bands))
				tissueReflect(nil, x, raw)
				observe(r, raw, y)
			},
		},
		X:       tissueAxes(),
		Start:   start,
		Presets: []Preset{likelihood(60 * tissueCount / 256), tissueINN()}, // 60 epochs
		Reached: reached,
		Kernels: posteriorKernels(tissueDim),
		Spread:  tissueSpread(),
		Picker:  Pixels,
		Apart:   true,
		Image:   sync.OnceValue(func() *Image { return tissueImage(imageW, imageH, snr) }),
		Slow: &Slow{
			Core: inn.Problem{
				DimX: tissueDim, DimY: len(bands), Box: tissueBox,
				Prior: tissuePrior, Simulate: tissueReflect,
			},
			Count: tissueCount, Version: "tissue: reflectances of three layers, version 1", Observe: observe,
		},
	}
	for _, b := range bands {
		nm := strconv.Itoa(int(b.nm))
		s.Y = append(s.Y, Axis{Name: nm + "_nm", Symbol: "y", Index: nm, Min: 0.1, Max: 0.65})
		s.Wavelengths = append(s.Wavelengths, b.nm)
	}
	return s
}

// tissueAxes are the axes of x.
func tissueAxes() []Axis {
	a := []Axis{{Name: "oxygenation", Symbol: "sO", Index: "2", Min: 0, Max: 1}}
	for _, g := range []struct {
		name, symbol, unit string
		from               int
	}{
		{"blood", "v", "%", tissueBlood},
		{"scattering", "a", "1/cm", tissueMie},
		{"anisotropy", "g", "", tissueG},
		{"thickness", "d", "µm", tissueThickness},
	} {
		for i := range tissueLayers {
			layer, box := strconv.Itoa(i+1), tissueBox[g.from+i]
			if isMie(g.from + i) {
				box[1] = mieMean + 3*mieSpread
			}
			a = append(a, Axis{Name: g.name + "_" + layer, Symbol: g.symbol, Index: layer, Unit: g.unit, Part: "layer " + layer, Min: box[0], Max: box[1]})
		}
	}
	return a
}

// tissuePrior draws x.
func tissuePrior(r *rand.Rand, x []float64) {
	for i, b := range tissueBox {
		if !isMie(i) {
			x[i] = between(r, b)
			continue
		}
		for x[i] = 0; !(x[i] > b[0] && x[i] < b[1]); {
			x[i] = mieMean + mieSpread*r.NormFloat64()
		}
	}
}

// tissueSpread is the prior's spread of each x: that of an even distribution, or of a normal one cut at 0.
func tissueSpread() []float64 {
	a := mieMean / mieSpread
	// With λ = φ(a)/Φ(a), the variance of N(a, 1) above 0 is 1 − λ(λ+a).
	lambda := math.Exp(-a*a/2) / math.Sqrt(2*math.Pi) / (math.Erfc(-a/math.Sqrt2) / 2)
	mie := mieSpread * math.Sqrt(1-lambda*(lambda+a))
	s := make([]float64, tissueDim)
	for i, b := range tissueBox {
		if s[i] = (b[1] - b[0]) / math.Sqrt(12); isMie(i) {
			s[i] = mie
		}
	}
	return s
}

// tissueOptics keeps solvers, each of which serves one caller at a time. Air above and below; four points, whose error
// (0.002 of full scale) is far below the noise of the camera.
var tissueOptics = sync.Pool{New: func() any { return optics.NewSolver(4, 1, 1.36, 1.36, 1.38) }}

// tissueReflect computes the diffuse reflectance of x in each band, without noise.
func tissueReflect(_ *rand.Rand, x, raw []float64) {
	s := tissueOptics.Get().(*optics.Solver)
	defer tissueOptics.Put(s)
	var layers [tissueLayers]optics.Layer
	for b, c := range bands {
		for i := range layers {
			layers[i] = optics.Layer{
				Absorption: bloodAbsorption(c, x[tissueOxygen], x[tissueBlood+i]/100),
				Scattering: x[tissueMie+i] * math.Pow(c.nm/500, -1.286) / (1 - x[tissueG+i]),
				Anisotropy: x[tissueG+i],
				Thickness:  x[tissueThickness+i] * 1e-4,
			}
		}
		raw[b] = s.Solve(layers[:]).Diffuse
	}
}

// bloodAbsorption is μa in 1/cm of tissue that holds a share of blood: 120 g of haemoglobin in a litre, 64 500 g/mol,
// (Wirkert et al. 2017, equation 1; Jacques, Optical properties of biological tissues, Physics in Medicine and Biology 58, R37 (2013)).
func bloodAbsorption(b band, oxygenation, share float64) float64 {
	return math.Ln10 * 120 / 64500 * (oxygenation*b.oxy + (1-oxygenation)*b.deoxy) * share
}

// camera turns reflectances into what is measured: each band with multiplicative noise of spread 1/snr, then divided by
// their sum (how far away the lamp is does not count), −log, and divided by the length (Wirkert et al. 2017).
func camera(r *rand.Rand, snr float64, raw, y []float64) {
	var sum, square float64
	for i, v := range raw {
		if r != nil {
			v *= 1 + r.NormFloat64()/snr // a tenth at most, so that 0 is ten spreads away
		}
		y[i] = v
		sum += v
	}
	for i, v := range y {
		y[i] = -math.Log(v / sum)
		square += y[i] * y[i]
	}
	for i := range y {
		y[i] /= math.Sqrt(square)
	}
}

// tissueStart are the reflectances of the y shown first: well supplied tissue in the middle of the prior.
func tissueStart() []float64 {
	raw := make([]float64, len(bands))
	tissueReflect(nil, []float64{0.7, 5, 5, 5, mieMean, mieMean, mieMean, 0.875, 0.875, 0.875, 800, 630, 500}, raw)
	return raw
}
