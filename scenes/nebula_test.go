package scenes

import (
	"bufio"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"innlab/inn/metric"
)

// branches finds the metallicities at which [O II]/Hβ has a value for a given [O III]/[O II].
func branches(r2 func(logZ float64) float64, value float64) (found []float64) {
	const steps = 300
	for i := range steps {
		a, b := -1.5+1.5*float64(i)/steps, -1.5+1.5*float64(i+1)/steps
		above := r2(a) > value
		if above == (r2(b) > value) {
			continue
		}
		for range 50 {
			if m := (a + b) / 2; (r2(m) > value) == above {
				a = m
			} else {
				b = m
			}
		}
		found = append(found, a)
	}
	return found
}

// TestBranches: the two metallicities published for [O II]/Hβ = 1.5190 and [O III]/[O II] = 2.2574 (Yang, Lidz,
// arXiv 2304.09261), to three decimals; and [N II]/[O II] tells them apart by many times its noise.
func TestBranches(t *testing.T) {
	agrees := func(r2 func(logZ float64) float64) bool {
		got := branches(r2, yangR2)
		return len(got) == 2 && math.Abs(got[0]-yangBranches[0]) < 5e-4 && math.Abs(got[1]-yangBranches[1]) < 5e-4
	}
	r2 := func(logZ float64) float64 { z := newZones(logZ); return z.r2(yangRatio) }
	if !agrees(r2) {
		t.Errorf("branches at %.4f, want %.4f", branches(r2, yangR2), yangBranches)
	}
	if agrees(func(logZ float64) float64 { return r2(logZ) + 0.001 }) {
		t.Error("a line that is a quarter of a per cent too bright passes")
	}
	poor, rich := newZones(yangBranches[0]), newZones(yangBranches[1])
	if d := rich.nitrogen - poor.nitrogen; d < 8*nebulaNoise {
		t.Errorf("nitrogen differs by only %.3f", d)
	}
}

// TestExtinction: the law at the centres of Johnson's bands U, V, R, from table 3 of the paper it is taken from, and at
// the Balmer lines, where k = 3.1·A/A_V is 2.53 and 3.61 in common use.
func TestExtinction(t *testing.T) {
	for _, c := range []struct{ wavenumber, want float64 }{
		{2.78, 0.9530 + 1.9090/3.1}, {1.82, 1}, {1.43, 0.8686 - 0.3660/3.1}, {1e4 / lineAlpha, 2.53 / 3.1}, {1e4 / lineBeta, 3.61 / 3.1},
	} {
		if got := extinction(1e4 / c.wavenumber); math.Abs(got-c.want) > 2e-3 {
			t.Errorf("%g per µm: %.4f, want %.4f", c.wavenumber, got, c.want)
		}
	}
}

// TestIonisingRate: the same fit as it stands in the code that its authors published, and a young cluster's 10^46.5 to
// 10^47 photons per second and solar mass.
func TestIonisingRate(t *testing.T) {
	for age := 3.6; age < 8; age += 0.2 {
		a := math.Log10(age / 3.5)
		want := 470*math.Pow(10, -2.24*a-4.2*a*a) + 60*math.Pow(10, -3.6*a)
		if got := ionisingRate(age) / ionisingRate(1) * 500; math.Abs(got/want-1) > 0.01 {
			t.Errorf("%g Myr: %.2f suns of light, want %.2f", age, got, want)
		}
	}
	if q := math.Log10(ionisingRate(1)); q < 46.5 || q > 47 {
		t.Errorf("10^%.2f photons", q)
	}
}

// TestCloudMass: the mass found for an ionisation is the one that gives it, and the slope is that of the curve.
func TestCloudMass(t *testing.T) {
	r, x := stream(40), make([]float64, nebulaDim)
	for range 1000 {
		uniform(nebulaBox)(r, x)
		c, want := newCloud(x[nebulaAge], math.Pow(10, x[nebulaDensity])), math.Pow(10, x[nebulaMass])
		got, slope := c.mass(c.ionisation(want))
		if math.Abs(got/want-1) > 1e-9 {
			t.Fatalf("x = %.3g: mass %g, want %g", x, got, want)
		}
		if d := (c.ionisation(want*1.001) - c.ionisation(want/1.001)) / (2 * math.Log10(1.001)); math.Abs(d-slope) > 1e-6 || slope < leastSlope {
			t.Fatalf("x = %.3g: slope %g, want %g", x, slope, d)
		}
	}
}

// TestCloudy compares shapes with 4301 models of a photoionisation code (HII-CHI-Mistry): [O II]/Hβ rises to a peak and
// falls again as the metallicity grows, and [O III]/[O II] rises with the ionisation at nearly the same rate.
func TestCloudy(t *testing.T) {
	var two, ratio []float64 // over O/H at log U = −3, over log U at O/H = 8.3, both at N/O = −1
	var ionisation []float64
	for lines := bufio.NewScanner(reference(t, "hii_chi_mistry_popstar.dat")); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		var oh, no, u, oii, neiii, auroral, oiii float64
		if n, _ := fmt.Sscan(lines.Text(), &oh, &no, &u, &oii, &neiii, &auroral, &oiii); n < 7 || no != -1 {
			continue
		}
		if u == -3 && oh >= 7.2 && oh <= 8.7 {
			two = append(two, math.Log10(oii))
		}
		if oh == 8.3 && u >= -3.5 && u <= -2 {
			ionisation, ratio = append(ionisation, u), append(ratio, math.Log10(oiii/oii))
		}
	}
	var ours []float64
	for logZ := -1.5; logZ <= 0; logZ += 0.1 {
		z := newZones(logZ)
		ours = append(ours, z.r2(oxygenRatio(-3)))
	}
	peak := func(v []float64) (within bool, turns int) {
		for i := 1; i+1 < len(v); i++ {
			if (v[i]-v[i-1])*(v[i+1]-v[i]) < 0 {
				turns++
			}
		}
		top := slices.Max(v)
		return v[0] < top-0.1 && v[len(v)-1] < top-0.1, turns
	}
	for name, v := range map[string][]float64{"Cloudy": two, "ours": ours} {
		if within, turns := peak(v); !within || turns != 1 || len(v) < 10 {
			t.Errorf("%s: [O II]/Hβ has no single peak: %.2f", name, v)
		}
	}
	if within, _ := peak([]float64{0, 1, 2, 3}); within {
		t.Error("a curve that only rises has a peak")
	}
	if len(ratio) < 6 {
		t.Fatalf("%d models", len(ratio))
	}
	for i, u := range ionisation {
		if d := oxygenRatio(u) - ratio[i]; math.Abs(d) > 0.5 {
			t.Errorf("log U = %g: [O III]/[O II] is %.2f from Cloudy's", u, d)
		}
	}
}

// TestNebulaExact compares exact samples with draws of the prior that are kept by their likelihood, at the published
// case: with two lines there are two branches, with three only the poor one. A sampler that forgets a branch, or one
// that lets the mass be anything, does not pass.
func TestNebulaExact(t *testing.T) {
	for _, s := range nebula().Setups {
		p, r := &s.Problem, stream(41)
		var want []float64
		x, y := make([]float64, nebulaDim), make([]float64, p.DimY)
		for len(want) < 1000*nebulaDim {
			p.Prior(r, x)
			// Hα/Hβ, which only the extinction counts in, fails most draws before the others have to be computed.
			keep, alone := r.Float64(), math.Log10(balmer)+x[nebulaDust]*nebulaReddening[2]-s.Start[2]
			if keep >= math.Exp(-alone*alone/(2*nebulaNoise*nebulaNoise)) {
				continue
			}
			p.Simulate(nil, x, y)
			misfit := 0.0
			for i, v := range y {
				misfit += (v - s.Start[i]) * (v - s.Start[i]) / (nebulaNoise * nebulaNoise)
			}
			if keep < math.Exp(-misfit/2) {
				want = append(want, x...)
			}
		}
		units := func(x []float64) []float64 {
			u := make([]float64, len(x))
			for i, v := range x {
				u[i] = v / s.Spread[i%nebulaDim]
			}
			return u
		}
		want = units(want)
		got := make([]float64, len(want))
		exact := func(x []float64) {
			if err := s.Exact(r, s.Start, x); err != nil {
				t.Fatal(err)
			}
		}
		exact(got)
		rich := 0
		for i := nebulaMetals; i < len(got); i += nebulaDim {
			if got[i] > -0.6 {
				rich++
			}
		}
		if share := float64(rich) / float64(len(got)/nebulaDim); (p.DimY == 3) != (share > 0.2) || p.DimY == 4 && share > 0.001 {
			t.Errorf("%s: %.3f of the samples are rich in metals", s.Name, share)
		}
		floor := metric.NoiseFloor(func(x []float64) { exact(x); copy(x, units(x)) }, len(want)/nebulaDim, nebulaDim, s.Kernels, 5)
		if d := metric.MMD2(units(got), want, nebulaDim, s.Kernels); !(d < 3*floor) {
			t.Errorf("%s: %.2g from draws by likelihood, noise is %.2g", s.Name, d, floor)
		}
		told := func(x []float64) float64 {
			c, _, _ := metric.C2STEarlyStopping(want, units(x), nebulaDim, 1, nil)
			return c
		}
		if c := told(got); !(c <= 0.53) {
			t.Errorf("%s: C2ST %.3f against draws by likelihood", s.Name, c)
		}
		for name, spoil := range map[string]func(x []float64){
			"no rich branch": func(x []float64) {
				if p.DimY == 3 && x[nebulaMetals] > -0.6 || p.DimY == 4 {
					x[nebulaMetals] = -1.25
				}
			},
			"any mass": func(x []float64) { x[nebulaMass] = between(r, nebulaBox[nebulaMass]) },
		} {
			broken := slices.Clone(got)
			for i := 0; i < len(broken); i += nebulaDim {
				spoil(broken[i : i+nebulaDim])
			}
			if d := metric.MMD2(units(broken), want, nebulaDim, s.Kernels); d < 3*floor {
				t.Errorf("%s: %s passes", s.Name, name)
			}
			if c := told(broken); c <= 0.53 {
				t.Errorf("%s: %s passes with a C2ST of %.3f", s.Name, name, c)
			}
		}
	}
}

// TestNebulaOutside: lines that nothing here shines with are told in words.
func TestNebulaOutside(t *testing.T) {
	for _, s := range nebula().Setups {
		for i, v := range []float64{2, 4, 1.5, 3}[:s.Problem.DimY] {
			y := slices.Clone(s.Start)
			y[i] = v
			err := s.Exact(stream(42), y, make([]float64, nebulaDim))
			if err == nil || !strings.HasPrefix(err.Error(), "no cluster and cloud") || !strings.Contains(err.Error(), fmt.Sprintf("%s %.2f", s.Y[i].Symbol, v)) {
				t.Errorf("%s: y = %.2f: %v", s.Name, y, err)
			}
		}
	}
}
