package scenes

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"innlab/inn/metric"
)

// The clause of the contract about exact posteriors. It needs no second sampler, so it holds for every scene as it is;
// what each scene's sampler is compared with beside it stands in that scene's own tests.

// exactPosterior: exact samples are what they say, and a y that is none is refused.
func exactPosterior(s *Setup) error {
	switch {
	case s.Exact == nil:
		return nil
	case s.Problem.Labels > 0:
		return labelled(s)
	}
	if err := ranks(s); err != nil {
		return err
	}
	r, n := stream(6), s.Problem.DimY
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		y := slices.Clone(s.Start)
		y[n-1] = v
		if s.Exact(r, y, make([]float64, s.Problem.DimX)) == nil {
			return fmt.Errorf("y = %v has exact samples", y)
		}
	}
	for _, y := range [][]float64{s.Start[:n-1], append(slices.Clone(s.Start), 0)} {
		if s.Exact(r, y, make([]float64, s.Problem.DimX)) == nil {
			return fmt.Errorf("y of %d numbers has exact samples", len(y))
		}
	}
	return nil
}

// Sizes of ranks: enough that a posterior a quarter too wide is told from the right one, or half too wide where samples
// are slow to come.
const (
	rankPairs     = 1000
	rankPairsSlow = 80
	rankSamples   = 49
)

// ranks: a pair (x, y) is drawn, then samples of p(x | y); if these are exact, x is one of them, and its rank among
// them is even (Talts et al., Validating Bayesian Inference Algorithms with Simulation-Based Calibration, 2018). That
// holds for every function of x and y: the numbers of x are ranked, and what is left between y and the simulator
// without noise, which is the one that betrays samples that ignore y (Modrák et al., Simulation-Based Calibration
// Checking for Bayesian Computation, 2023). Where the simulator has no noise nothing may be left.
func ranks(s *Setup) error {
	p, n := &s.Problem, rankPairs
	if s.ExactSlow {
		n = rankPairsSlow
	}
	xs, ys := pairs(s, stream(5), n)
	scale := metric.Spread(ys, p.DimY)
	z := make([]float64, p.DimY)
	misfit := func(x, y []float64) (sum float64) {
		p.Simulate(nil, x, z)
		for j, v := range z {
			sum += (v - y[j]) * (v - y[j]) / max(scale[j]*scale[j], 1e-300)
		}
		return sum
	}
	const nothing = 1e-6
	noisy := false
	for i := range n {
		noisy = noisy || misfit(xs[i*p.DimX:(i+1)*p.DimX], ys[i*p.DimY:(i+1)*p.DimY]) > nothing
	}
	r := stream(7)
	got := unset(rankSamples * p.DimX)
	u := make([][]float64, p.DimX+1)
	for i := range n {
		x, y := xs[i*p.DimX:(i+1)*p.DimX], ys[i*p.DimY:(i+1)*p.DimY]
		if err := s.Exact(r, y, got); err != nil {
			return fmt.Errorf("y = %.4g of the prior: %w", y, err)
		}
		less, same := make([]int, p.DimX+1), make([]int, p.DimX+1)
		left := misfit(x, y)
		for k := 0; k < len(got); k += p.DimX {
			for j, v := range got[k : k+p.DimX] {
				if math.IsNaN(v) {
					return fmt.Errorf("y = %.4g: sample %d is not written", y, k/p.DimX)
				}
				count(v-x[j], 1e-9*(s.X[j].Max-s.X[j].Min), &less[j], &same[j])
			}
			m := misfit(got[k:k+p.DimX], y)
			if !noisy && m > nothing {
				return fmt.Errorf("y = %.4g: x = %.4g does not give it", y, got[k:k+p.DimX])
			}
			count(m-left, 1e-9*left, &less[p.DimX], &same[p.DimX])
		}
		for j := range less {
			rank := less[j] + r.IntN(same[j]+1) // among equals any place is as good
			u[j] = append(u[j], (float64(rank)+0.5)/(rankSamples+1))
		}
	}
	if !noisy {
		u = u[:p.DimX]
	}
	for j, u := range u {
		what := "what the simulator leaves of y"
		if j < p.DimX {
			what = s.X[j].Name
		}
		if chance := even(u); chance < 1e-6 {
			return fmt.Errorf("the true %s does not lie evenly among exact samples (mean rank %.3f): chance would do so once in %.1g",
				what, stat.Mean(u, nil), 1/chance)
		}
	}
	return nil
}

// count adds one sample that is d above the truth to those below it or, within rounding, equal to it.
func count(d, rounding float64, less, same *int) {
	switch {
	case math.Abs(d) <= rounding:
		*same++
	case d < 0:
		*less++
	}
}

// even returns how likely numbers that are even in 0 to 1 lie as unevenly as u: Neyman's smooth test, whose terms are
// mean, width, skewness and weight of the tails, by the first four Legendre polynomials.
func even(u []float64) float64 {
	var sum [4]float64
	for _, v := range u {
		t := 2*v - 1
		sum[0] += math.Sqrt(3) * t
		sum[1] += math.Sqrt(5) * (3*t*t - 1) / 2
		sum[2] += math.Sqrt(7) * (5*t*t*t - 3*t) / 2
		sum[3] += math.Sqrt(9) * (35*t*t*t*t - 30*t*t + 3) / 8
	}
	var square float64
	for _, s := range sum {
		square += s * s / float64(len(u))
	}
	return distuv.ChiSquared{K: 4}.Survival(square)
}

// labelled: for each label that occurs, exact samples against prior draws whose y is that label (rejection
// sampling), at five times what two exact sets score. Labels that do not occur, a y between labels, of a wrong
// length or not finite are refused.
func labelled(s *Setup) error {
	p := &s.Problem
	x, y := pairs(s, stream(5), 16000)
	kept := make([][]float64, p.Labels)
	for i := range len(y) / p.DimY {
		l, err := Label(y[i*p.DimY:(i+1)*p.DimY], p.DimY)
		if err != nil {
			return err
		}
		kept[l] = append(kept[l], x[i*p.DimX:(i+1)*p.DimX]...)
	}
	r := stream(6)
	for l, want := range kept {
		at := OneHot(l, p.Labels)
		if len(want) == 0 {
			if s.Exact(r, at, make([]float64, p.DimX)) == nil {
				return fmt.Errorf("label %d never occurs, yet has exact samples", l)
			}
			continue
		}
		want = want[:min(len(want), 2000*p.DimX)]
		got := unset(len(want))
		if err := s.Exact(r, at, got); err != nil {
			return fmt.Errorf("label %d: %w", l, err)
		}
		floor := metric.NoiseFloor(func(x []float64) { s.Exact(r, at, x) }, len(want)/p.DimX, p.DimX, s.Kernels, 3)
		if d := metric.MMD2(got, want, p.DimX, s.Kernels); !(d < 5*floor) {
			return fmt.Errorf("label %d: exact samples are %.2g from rejection sampling, noise is %.2g", l, d, floor)
		}
	}
	between := make([]float64, p.DimY)
	between[0], between[len(between)-1] = 0.5, 0.5
	nan := OneHot(0, p.Labels)
	nan[1] = math.NaN()
	for _, y := range [][]float64{between, nan, make([]float64, p.DimY), make([]float64, p.DimY+1)} {
		if s.Exact(r, y, make([]float64, p.DimX)) == nil {
			return fmt.Errorf("y = %v has exact samples", y)
		}
	}
	return nil
}
