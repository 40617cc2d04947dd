package scenes

import (
	"fmt"
	"math"
	"testing"
)

// How far the logarithms of populations may be from the truth: a hundredth of the least noise on them, that of
// Lotka–Volterra's counts, at the worst of the draws, and a thousandth of it at the others.
const (
	odeWorst = lotkaNoise / 50
	odeMean  = lotkaNoise / 1000
)

// solutions returns the logarithms that solve gives at n times for draws of a prior.
func solutions(p logNormals, draws int, solve func(x []float64, at func(i int, u pair))) (x []float64, logs [][]pair) {
	r := stream(1)
	x = make([]float64, draws*len(p))
	logs = make([][]pair, draws)
	for k := range draws {
		row := x[k*len(p) : (k+1)*len(p)]
		p.draw(r, row)
		solve(row, func(i int, u pair) { logs[k] = append(logs[k], u) })
	}
	return x, logs
}

// rk4 solves by steps of one length, the classical method: another method than that of integrate.
func rk4(f func(u pair) pair, u pair, times []float64, step float64, at func(i int, u pair)) {
	plus := func(u, k pair, h float64) pair { return pair{u[0] + h*k[0], u[1] + h*k[1]} }
	t := 0.0
	for i, end := range times {
		n := math.Ceil((end - t) / step)
		for range int(n) {
			h := (end - t) / n
			a := f(u)
			b := f(plus(u, a, h/2))
			c := f(plus(u, b, h/2))
			d := f(plus(u, c, h))
			for j := range u {
				u[j] += h / 6 * (a[j] + 2*b[j] + 2*c[j] + d[j])
			}
		}
		t = end
		at(i, u)
	}
}

// furthest returns the largest distance of two solutions, and the mean over draws of the largest of each.
func furthest(a, b [][]pair) (worst, mean float64) {
	for k := range a {
		most := 0.0
		for i, u := range a[k] {
			most = max(most, math.Abs(u[0]-b[k][i][0]), math.Abs(u[1]-b[k][i][1]))
		}
		worst, mean = max(worst, most), mean+most/float64(len(a))
	}
	return worst, mean
}

// The solver against a fine step of another method, for draws of Lotka–Volterra's prior. A coarse step shows that the
// comparison can fail.
func TestIntegrate(t *testing.T) {
	solve := func(step float64) func(x []float64, at func(i int, u pair)) {
		return func(x []float64, at func(i int, u pair)) {
			slope := func(u pair) pair {
				return pair{x[0] - x[1]*math.Exp(u[1]), x[3]*math.Exp(u[0]) - x[2]}
			}
			start, when := pair{math.Log(lotkaHares), 0}, times(lotkaInterval, lotkaTimes)
			if step == 0 {
				integrate(slope, start, when, at)
			} else {
				rk4(slope, start, when, step, at)
			}
		}
	}
	const draws = 200
	_, ours := solutions(lotkaPrior, draws, solve(0))
	_, fine := solutions(lotkaPrior, draws, solve(0.005))
	_, coarse := solutions(lotkaPrior, draws, solve(0.1))
	if worst, mean := furthest(ours, fine); worst > odeWorst || mean > odeMean {
		t.Errorf("the solver is %.2g from a fine step at worst, %.2g in the mean", worst, mean)
	}
	if worst, mean := furthest(coarse, fine); worst <= odeWorst && mean <= odeMean {
		t.Errorf("a coarse step passes: %.2g, %.2g", worst, mean)
	}
}

// What the equations conserve: δH − γ log H + βL − α log L of hares and lynxes, and S + I − γ/β·log S of an epidemic. Here
// the right sides of both scenes are checked too.
func TestConserved(t *testing.T) {
	x, logs := solutions(lotkaPrior, 500, func(x []float64, at func(i int, u pair)) {
		lotkaLogs(x, lotkaInterval, lotkaTimes, at)
	})
	conserved := func(x []float64, u pair) (sum, size float64) {
		for _, v := range []float64{x[3] * math.Exp(u[0]), -x[2] * u[0], x[1] * math.Exp(u[1]), -x[0] * u[1]} {
			sum, size = sum+v, size+math.Abs(v)
		}
		return sum, size
	}
	drifts := func(x []float64, of []pair) error {
		first, _ := conserved(x, of[0])
		for i, u := range of {
			cut := u[0] == math.Log(1e-10) || u[1] == math.Log(1e-10)
			if now, size := conserved(x, u); math.Abs(now-first) > 1e-4*size && !cut {
				return fmt.Errorf("x = %.4g: on day %.1f what is conserved is %.6g, at first %.6g", x, lotkaInterval*float64(i), now, first)
			}
		}
		return nil
	}
	for k, of := range logs {
		x := x[4*k : 4*k+4]
		if err := drifts(x, of); err != nil {
			t.Error(err)
		}
		if drifts([]float64{x[0], x[1], x[2], 1.01 * x[3]}, of) == nil {
			t.Errorf("x = %.4g: a birth rate a hundredth too high passes", x)
		}
	}
	// An epidemic that is over has infected the share that solves log S = −β/γ·(1 − S) (Kermack & McKendrick 1927).
	for _, x := range [][]float64{{0.4, 0.125}, {0.9, 0.2}, {0.6, 0.3}} {
		var sick []float64
		sirShares(x, 0.5, 1000, func(_ int, share float64) { sick = append(sick, share) })
		recovered := 0.0 // by Simpson's rule over γI
		for i := 0; i+2 < len(sick); i += 2 {
			recovered += x[1] * 0.5 / 3 * (sick[i] + 4*sick[i+1] + sick[i+2])
		}
		if d := math.Log(1-recovered) + x[0]/x[1]*recovered; math.Abs(d) > 1e-4 {
			t.Errorf("β, γ = %v: %.5f recovered, off by %.2g in log S", x, recovered, d)
		}
	}
}

// The noise of both scenes: counts of a sample, and logarithms.
func TestPopulationNoise(t *testing.T) {
	const n = 20000
	r := stream(2)
	x, y := []float64{0.4, 0.125}, make([]float64, sirTimes)
	clean := make([]float64, sirTimes)
	sirSimulate(nil, x, clean)
	sum, square := make([]float64, sirTimes), make([]float64, sirTimes)
	for range n {
		sirSimulate(r, x, y)
		for i, v := range y {
			sum[i] += v
			square[i] += (v - clean[i]) * (v - clean[i])
		}
	}
	for i, want := range clean {
		variance := want * (1 - want/sirSample)
		if d := sum[i]/n - want; math.Abs(d) > 5*math.Sqrt(variance/n) {
			t.Errorf("day %d: mean %.4g, want %.4g", i*sirInterval, sum[i]/n, want)
		}
		// The relative deviation of a variance is √((2 + 1/variance)/n).
		if got := square[i] / n; math.Abs(got/variance-1) > 5*math.Sqrt((2+1/variance)/n) {
			t.Errorf("day %d: variance %.4g, want %.4g", i*sirInterval, got, variance)
		}
	}
	x, y = []float64{0.7, 0.1, 0.8, 0.1}, make([]float64, 2*lotkaTimes)
	clean = make([]float64, 2*lotkaTimes)
	lotkaSimulate(nil, x, clean)
	var mean, variance float64
	for range n / 20 {
		lotkaSimulate(r, x, y)
		for i, v := range y {
			d := v - clean[i]
			mean, variance = mean+d/n, variance+d*d/n
		}
	}
	if math.Abs(mean) > 5*lotkaNoise/math.Sqrt(n) || math.Abs(variance/(lotkaNoise*lotkaNoise)-1) > 5*math.Sqrt(2./n) {
		t.Errorf("the logarithms of counts have mean %.4g and variance %.4g", mean, variance)
	}
}

// A network may answer rates that no prior has: simulators come to an end with them, and answer NaN rather than nonsense
// where a rate is none.
func TestPopulationRatesOutside(t *testing.T) {
	r := stream(3)
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, -1e3, 1e6, 0} {
		for _, s := range []Setup{sir().Setups[0], lotkaVolterra().Setups[0]} {
			for j := range s.Problem.DimX {
				x, y := make([]float64, s.Problem.DimX), unset(s.Problem.DimY)
				s.Problem.Prior(r, x)
				x[j] = v
				s.Problem.Simulate(r, x, y)
				if math.IsNaN(v) && !math.IsNaN(y[len(y)-1]) {
					t.Errorf("%s: x = %v gives y = %v", s.Name, x, y)
				}
			}
		}
	}
}
