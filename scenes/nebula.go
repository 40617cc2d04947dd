package scenes

import (
	"math"
	"math/rand/v2"
	"strings"

	"gonum.org/v1/gonum/stat"

	"innlab/inn"
)

// A star cluster in its nebula, after the astrophysical example of Ardizzone et al. (ICLR 2019, section 4.2). Their
// models of clusters and clouds (WARPFIELD) were never released: this is a stand-in from published formulae. What it
// keeps is what matters here: gas that is poor in metals and gas that is rich can shine with the same oxygen lines, and
// mass, age and density of a cluster trade for each other.

// The columns of x.
const (
	nebulaMetals  = iota // log of the metallicity in suns
	nebulaMass           // log of the cluster's mass in suns
	nebulaAge            // Myr
	nebulaDensity        // log of the cloud's density in 1/cm³
	nebulaDust           // extinction A_V in magnitudes
	nebulaDim
)

// nebulaBox bounds x, within which it is even. The formulae for the temperatures hold up to the metallicity of the sun.
var nebulaBox = [][2]float64{{-1.5, 0}, {3, 6}, {0.5, 8}, {1, 3}, {0, 2}}

// nebulaNoise is the spread of the noise on the logarithm of every ratio: 5 % of the ratio.
const nebulaNoise = 0.02

// balmer is Hα/Hβ without dust, at 10⁴ K and low density (Osterbrock, Ferland, Astrophysics of Gaseous Nebulae, 2006, table 4.4).
const balmer = 2.86

// What a magnitude of extinction adds to each number of y.
var nebulaReddening = []float64{
	redden(lineOII, lineBeta), redden(lineOIII, lineOII), redden(lineAlpha, lineBeta), redden(lineNII, lineOII),
}

// nebula is the scene "nebula".
func nebula() Scene {
	s := Scene{
		Name:    "nebula",
		Title:   "Star cluster in a nebula",
		Story:   "A nebula shines in these lines: how rich in metals is its gas, how massive and how old the cluster in it?",
		Summary: "5 from 3 or 4",
		Truth:   "exact posterior",
		Source:  "Simulated from published formulae: a stand-in, the paper’s WARPFIELD models were never released",
		Option:  "Lines",
		Setups: []Setup{
			nebulaSetup("two-lines", 3, Reached{Calibration: 0.006, Resimulation: 1.07, C2ST: 0.52}),
			nebulaSetup("three-lines", 4, Reached{Calibration: 0.005, Resimulation: 1.06, C2ST: 0.53}),
		},
	}
	// [O II]/Hβ over the metallicity, and one measurement that cuts it twice.
	curve := Stroke{Role: RolePrior}
	at := func(logZ, r2 float64) [2]float64 { return [2]float64{0.08 + 0.84*(logZ+1.5)/1.5, 0.72 + 0.5*r2} }
	for i := range 31 {
		logZ := -1.5 + 1.45*float64(i)/30
		z := newZones(logZ)
		curve.Points = append(curve.Points, at(logZ, z.r2(yangRatio)))
	}
	s.Strokes = []Stroke{curve, {[][2]float64{at(-1.5, yangR2), at(0, yangR2)}, RoleY}}
	for i, logZ := range yangBranches {
		p := at(logZ, yangR2)
		s.Thumb = append(s.Thumb, Disc{X: p[0], Y: p[1], R: 0.06, Mode: i})
	}
	return s
}

// The case of Yang, Lidz (arXiv 2304.09261): logarithms of the two ratios, and those of the two metallicities that
// explain them.
var (
	yangR2       = math.Log10(1.5190)
	yangRatio    = math.Log10(2.2574)
	yangBranches = [2]float64{-1.0493, -0.4066}
)

// nebulaLines are the logarithms of ratios of lines that y consists of.
var nebulaLines = []Axis{
	{Name: "log_OII_Hbeta", Symbol: "log [O II]/Hβ", Min: -1.7, Max: 0.8},
	{Name: "log_OIII_OII", Symbol: "log [O III]/[O II]", Min: -1.6, Max: 1.4},
	{Name: "log_Halpha_Hbeta", Symbol: "log Hα/Hβ", Min: 0.4, Max: 0.8},
	{Name: "log_NII_OII", Symbol: "log [N II]/[O II]", Min: -0.8, Max: 0.9},
}

// nebulaSetup is the scene with the first dimY ratios measured.
func nebulaSetup(name string, dimY int, reached Reached) Setup {
	y := nebulaLines[:dimY:dimY]
	first := newZones(yangBranches[0])
	start := []float64{yangR2, yangRatio, math.Log10(balmer), first.nitrogen}[:dimY]
	for i := range start {
		start[i] += 0.5 * nebulaReddening[i]
	}
	s := Setup{
		Name: name, Short: strings.TrimSuffix(name, "-lines"),
		Problem: inn.Problem{
			DimX: nebulaDim, DimY: dimY, Box: nebulaBox, Noise: dimY,
			Prior:    uniform(nebulaBox),
			Simulate: nebulaSimulate,
		},
		X: []Axis{
			{Name: "log_metallicity", Symbol: "log Z", Unit: "suns", Min: -1.5, Max: 0},
			{Name: "log_mass", Symbol: "log M", Unit: "suns", Min: 3, Max: 6},
			{Name: "age", Symbol: "t", Unit: "Myr", Min: 0.5, Max: 8},
			{Name: "log_density", Symbol: "log n", Unit: "1/cm³", Min: 1, Max: 3},
			{Name: "extinction", Symbol: "A", Index: "V", Unit: "mag", Min: 0, Max: 2},
		},
		Y:       y,
		Start:   start,
		Reached: reached,
		Presets: []Preset{narrowly(16000, 1e-2), nebulaINN(dimY)},
		Exact:   func(r *rand.Rand, y, x []float64) error { return nebulaExact(r, dimY, y, x) },
		Kernels: posteriorKernels(nebulaDim),
		Claim:   nebulaClaim,
		Picker:  Plane,
		Apart:   true,
		Plane:   [2]Axis(y),
	}
	for _, b := range nebulaBox {
		s.Spread = append(s.Spread, (b[1]-b[0])/math.Sqrt(12))
	}
	return s
}

// nebulaClaim looks at the metallicity on both sides of the one at which [O II]/Hβ is highest for the measured
// [O III]/[O II]: two branches without nitrogen; with it one, where the oxygen lines by themselves leave both. Samples that
// shine otherwise than was measured show nothing.
func nebulaClaim(s *Setup, y, x []float64) string {
	if !s.explained(y, x, 8*nebulaNoise) {
		return ""
	}
	top, most := nebulaBox[nebulaMetals][0], math.Inf(-1)
	for logZ := top; logZ <= nebulaBox[nebulaMetals][1]; logZ += 0.01 {
		if z := newZones(logZ); z.r2(y[1]) > most {
			top, most = logZ, z.r2(y[1])
		}
	}
	metals := columnOf(x, nebulaDim, nebulaMetals)
	if len(y) < 4 {
		return when(parted(metals, top), "Two branches: gas that is poor in metals and gas that is rich shine with the same oxygen lines.")
	}
	rich := shareOf(metals, func(logZ float64) bool { return logZ > top })
	if rich > 0.01 && rich < 0.99 || s.Spread[nebulaMetals] < 3*stat.StdDev(metals, nil) {
		return ""
	}
	without := make([]float64, claimed*nebulaDim)
	if nebulaExact(rand.New(rand.NewPCG(1, 1)), 3, y[:3], without) != nil {
		return ""
	}
	return when(parted(columnOf(without, nebulaDim, nebulaMetals), top),
		"Of the two branches that the oxygen lines leave, nitrogen has made one vanish.")
}

// nebulaSimulate computes the logarithms of [O II]/Hβ, [O III]/[O II], Hα/Hβ and, where y has room for it,
// [N II]/[O II], reddened, with the noise of a measurement.
func nebulaSimulate(r *rand.Rand, x, y []float64) {
	c := newCloud(x[nebulaAge], math.Pow(10, x[nebulaDensity]))
	ratio := oxygenRatio(c.ionisation(math.Pow(10, x[nebulaMass])))
	z := newZones(x[nebulaMetals])
	copy(y, []float64{z.r2(ratio), ratio, math.Log10(balmer), z.nitrogen})
	for i := range y {
		y[i] += x[nebulaDust] * nebulaReddening[i]
		if r != nil {
			y[i] += nebulaNoise * r.NormFloat64()
		}
	}
}
