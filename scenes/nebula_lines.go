package scenes

import "math"

// The light of ionised gas, from published formulae: what a cluster of stars shines with, how far and how strongly it
// ionises the cloud around it, which lines the gas emits, and what dust leaves of them. Temperatures T are in 10⁴ K.

const (
	solarLight   = 3.828e33             // erg/s
	photonEnergy = 20 * 1.602e-12       // erg; of the mean ionising photon of an O star (13.6 eV are the least)
	recombine    = 2.59e-13             // α_B in cm³/s at T = 1 (Draine, Physics of the Interstellar and Intergalactic Medium, 2011, equation 14.6)
	filling      = 0.03                 // share of the volume that gas fills, 0.01 to 0.1 (Kennicutt, ApJ 287, 116 (1984))
	soundSpeed   = 1e6                  // cm/s, of ionised gas
	lightSpeed   = 2.998e10             // cm/s
	megayear     = 1e6 * 365.25 * 86400 // s
)

// ionisingRate is the number of ionising photons in a second that a solar mass of stars emits at an age in Myr: the fit
// to Starburst99 of Hopkins et al., FIRE-2, MNRAS 480, 800 (2018), appendix A, which is in solar luminosities.
func ionisingRate(age float64) float64 {
	psi := 500.0
	if age > 3.5 {
		a := age / 3.5
		psi = 60*math.Pow(a, -3.6) + 470*math.Pow(a, 0.045-1.82*math.Log(age))
	}
	return psi * solarLight / photonEnergy
}

// cloud is a cluster of an age in a cloud of a density; its mass is left open.
type cloud struct {
	now, first float64 // ionising photons in a second for a solar mass, now and when the stars were born
	density    float64 // of the cloud, hydrogen nuclei in a cm³
	travel     float64 // 7·c·t/4 in cm
}

func newCloud(age, density float64) cloud {
	return cloud{ionisingRate(age), ionisingRate(0), density, 7. / 4 * soundSpeed * age * megayear}
}

// stromgren is the radius in cm that a cluster of so many solar masses ionises at first: photons balance recombinations
// (Strömgren, ApJ 89, 526 (1939)).
func (c *cloud) stromgren(mass float64) float64 {
	return math.Cbrt(3 * c.first * mass / (4 * math.Pi * recombine * filling * c.density * c.density))
}

// ionisation is the logarithm of U = Q/(4πR²·n·c), photons for each particle at the edge of the nebula. The nebula
// expands as R = R_S·(1 + 7ct/4R_S)^(4/7) (Spitzer, Physical Processes in the Interstellar Medium, 1978, equation
// 12-20), and its density is what keeps photons and recombinations in balance: U = √(Q·α_B·ε/12πR)/c.
func (c *cloud) ionisation(mass float64) float64 {
	rs := c.stromgren(mass)
	r := rs * math.Pow(1+c.travel/rs, 4./7)
	return math.Log10(c.now*mass*recombine*filling/(12*math.Pi*r))/2 - math.Log10(lightSpeed)
}

// mass is the one, in solar masses, that gives an ionisation, and how fast the ionisation grows with it, as the
// derivative of one logarithm by the other: between leastSlope and 3/7. From ionisation follow Q/R and with it a radius, by
// Newton's method in its logarithm, whose function is nearly a line.
func (c *cloud) mass(ionisation float64) (mass, slope float64) {
	w := 2*math.Ln10*(ionisation+math.Log10(lightSpeed)) + math.Log(12*math.Pi/(recombine*filling)) // ln(Q/R)
	b := math.Log(c.now / c.first * 4 * math.Pi / 3 * recombine * filling * c.density * c.density)  // ln(Q/R_S³)
	ln := (w - b) / 2
	var bend float64
	for range 8 {
		a := c.travel * math.Exp(-ln)
		bend = a / (1 + a)
		ln -= (b + 2*ln - w - 4./7*math.Log1p(a)) / (2 + 4./7*bend)
	}
	rs := math.Exp(ln)
	a := c.travel / rs
	bend = a / (1 + a)
	mass = rs * rs * rs * 4 * math.Pi * recombine * filling * c.density * c.density / (3 * c.first)
	return mass, (1 - (1-4./7*bend)/3) / 2
}

// leastSlope is that of a nebula that has not expanded.
const leastSlope = 1. / 3

// oxygenRatio is log [O III]5007/[O II]3727,29 at an ionisation: log U = −3.02 − 0.80·log [O II]/[O III]4959,5007
// (Díaz, Castellanos, Terlevich, García-Vargas, MNRAS 318, 462 (2000)), and 5007 is three quarters of the pair.
func oxygenRatio(ionisation float64) float64 { return (ionisation+3.02)/0.80 + math.Log10(0.75) }

// ionisationOf is the inverse of oxygenRatio.
func ionisationOf(ratio float64) float64 { return 0.80*(ratio-math.Log10(0.75)) - 3.02 }

// zones are the two zones of a nebula of one metallicity, for all ionisations: the lines of each ion, as if all oxygen
// were in that state, without the recombinations that Hβ counts (Yang, Lidz: arXiv 2304.09261; Yang, Lidz, Benson:
// arXiv 2312.09213; low density). Collision rates are Draine's (2011, appendix F).
type zones struct {
	tII, tIII float64 // temperatures where oxygen is O⁺ and O²⁺
	two       float64 // [O II]3727,29
	three     float64 // [O III]5007
	nitrogen  float64 // log [N II]6584/[O II]3727,29
}

// Wavelengths in Å.
const (
	lineOII   = 3727.5 // the pair 3726, 3729
	lineOIII  = 5007.
	lineBeta  = 4861.
	lineAlpha = 6563.
	lineNII   = 6584.
)

// newZones is for a metallicity Z in suns, given as its logarithm; it holds for −1.5 to 0.
func newZones(logZ float64) zones {
	var z zones
	z.tIII = -0.347*logZ*logZ - 1.61*logZ + 0.375
	z.tII = max(0.5, -0.219*z.tIII*z.tIII+1.19*z.tIII+0.0666)
	collide := func(t, omega, p, q, weight, kelvin float64) float64 {
		ln := math.Log(t)
		return 8.629e-8 / math.Sqrt(t) * omega * math.Exp(ln*(p+q*ln)) / weight * math.Exp(-kelvin/(1e4*t))
	}
	oxygen := math.Pow(10, logZ-3.31)
	k1 := collide(z.tII, 0.803, 0.023, -0.008, 4, 38575)
	k2 := collide(z.tII, 0.550, 0.054, -0.004, 4, 38604)
	z.two = oxygen * (k1*lineBeta/3729 + k2*lineBeta/3726)
	z.three = 0.75 * oxygen * collide(z.tIII, 0.243, 0.12, 0.031, 1, 29169) * lineBeta / lineOIII
	z.nitrogen = math.Log10(0.0738 * collide(z.tII, 0.303, 0.053, 0.009, 1, 22037) / (k1 + k2))
	return z
}

// r2 is log [O II]3727,29/Hβ where log [O III]/[O II] is ratio: that says which share of the oxygen is O⁺, and with it
// the mean temperature at which Hβ shines.
func (z *zones) r2(ratio float64) float64 {
	share := z.three / (z.three + z.two*math.Pow(10, ratio))
	t := share*z.tII + (1-share)*z.tIII
	return math.Log10(share*z.two/3.03e-14) + math.Log10(t)*(0.874+0.058*math.Log(t))
}

// extinction is A(λ)/A_V of interstellar dust at a wavelength in Å, 3030 to 9090 (Cardelli, Clayton, Mathis, ApJ 345, 245
// (1989), equation 3, R_V = 3.1).
func extinction(angstrom float64) float64 {
	y := 1e4/angstrom - 1.82
	horner := func(c ...float64) (s float64) {
		for i := len(c) - 1; i >= 0; i-- {
			s = s*y + c[i]
		}
		return s
	}
	a := horner(1, 0.17699, -0.50447, -0.02427, 0.72085, 0.01979, -0.77530, 0.32999)
	b := horner(0, 1.41338, 2.28305, 1.07233, -5.38434, -0.62251, 5.30260, -2.09002)
	return a + b/3.1
}

// redden is what one magnitude of A_V adds to the logarithm of the ratio of two lines.
func redden(line, to float64) float64 { return -0.4 * (extinction(line) - extinction(to)) }
