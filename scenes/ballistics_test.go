package scenes

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// Place and time of landing over the prior, from the benchmark's formulas with exact roots.
func TestThrowMoments(t *testing.T) {
	u := &ballistics().Setups[0]
	x, y := pairs(u, stream(30), 200000)
	if !fits(y, 1, []float64{6.78}, []float64{3.13}, 0.005) {
		m, sd := stat.MeanStdDev(y, nil)
		t.Errorf("a throw lands at %.4f ± %.4f, not 6.78 ± 3.13", m, sd)
	}
	times := make([]float64, len(y))
	for i := range times {
		times[i] = newFlight(x[4*i : 4*i+4]).landing()
	}
	if !fits(times, 1, []float64{1.80}, []float64{0.56}, 0.005) {
		m, sd := stat.MeanStdDev(times, nil)
		t.Errorf("a throw flies for %.4f ± %.4f s, not 1.80 ± 0.56", m, sd)
	}
	for i := range times { // the checker sees times without drag
		f := newFlight(x[4*i : 4*i+4])
		times[i] = (f.vy + math.Sqrt(f.vy*f.vy+2*gravity*f.y0)) / gravity
	}
	if fits(times, 1, []float64{1.80}, []float64{0.56}, 0.005) {
		t.Error("times without drag pass")
	}
}

// The time of landing is a root to the last digits, and the last one: from there the throw only falls. That holds for
// throws that hardly start as well.
func TestThrowLanding(t *testing.T) {
	u := &ballistics().Setups[0]
	x, _ := pairs(u, stream(31), 20000)
	x = append(x, 0, 0, 9, 0, 0, 0, 81, 1, 0, 1e-9, 45, 0, 0, 3, 45, 0, 0, 0, 9, 60)
	for ; len(x) > 0; x = x[4:] {
		f := newFlight(x)
		at := f.landing()
		h, rise := f.height(at)
		if math.Abs(h) > 1e-12*(1+f.y0+math.Abs(f.vy)) || rise > 0 {
			t.Errorf("x = %v: height %.3g, rise %.3g at t = %.17g", x[:4], h, rise, at)
		}
		if root := math.Abs(h / rise); root > 1e-12 && f.y0+f.vy > 0 {
			t.Errorf("x = %v: the root is off by %.3g", x[:4], root)
		}
	}
}

// The formulas against the law they solve, m·v' = −k·v − (0, m·g), step by step (Heun).
func TestThrowLaw(t *testing.T) {
	u := &ballistics().Setups[0]
	x, y := pairs(u, stream(32), 20)
	for i := range y {
		f := newFlight(x[4*i : 4*i+4])
		px, py, vx, vy := f.x0, f.y0, f.vx, f.vy
		const steps = 2000
		h := f.landing() / steps
		for range steps {
			ax, ay := -drag/mass*vx, -drag/mass*vy-gravity
			wx, wy := vx+h*ax, vy+h*ay
			bx, by := -drag/mass*wx, -drag/mass*wy-gravity
			px, py = px+h*(vx+wx)/2, py+h*(vy+wy)/2
			vx, vy = vx+h*(ax+bx)/2, vy+h*(ay+by)/2
		}
		if math.Abs(px-y[i]) > 1e-4 || math.Abs(py) > 1e-4 {
			t.Errorf("x = %v: step by step the throw is at %.6f, %.6f when it should land at %.6f", x[4*i:4*i+4], px, py, y[i])
		}
	}
}

// A throw is drawn from its start to where it lands, and never below the ground.
func TestThrowSketch(t *testing.T) {
	u := &ballistics().Setups[0]
	x, y := pairs(u, stream(33), 500)
	inside, all := 0, 0
	for i := range y {
		line := u.Sketch(x[4*i : 4*i+4])[0]
		end := line[len(line)-1]
		if line[0] != [2]float64{x[4*i], x[4*i+1]} || math.Abs(end[0]-y[i]) > 1e-12*(1+math.Abs(y[i])) || math.Abs(end[1]) > 1e-11 {
			t.Fatalf("the throw %v is drawn from %v to %v; it lands at %v", x[4*i:4*i+4], line[0], end, y[i])
		}
		for _, p := range line {
			if p[1] < -1e-11 {
				t.Fatalf("the throw %v comes through the ground at %v", x[4*i:4*i+4], p)
			}
			all++
			if p[0] >= u.Plane[0].Min && p[0] <= u.Plane[0].Max && p[1] <= u.Plane[1].Max {
				inside++
			}
		}
	}
	if inside < all*99/100 {
		t.Errorf("the plane holds %d of %d points of throws", inside, all)
	}
}

// Exact samples against rejection from the prior. The broken variants are a start that is taken to be anywhere within
// 1.5 m, and noise that is put on y as if every landing were as likely.
func TestThrowExact(t *testing.T) {
	const n = 2000
	u := &ballistics().Setups[0]
	anywhere := func(r *rand.Rand, y, sigma float64, x []float64) {
		to := make([]float64, 1)
		for {
			throwPrior(r, x)
			x[0] = 0
			throwSimulate(nil, x, to)
			if x[0] = y + sigma*r.NormFloat64() - to[0]; math.Abs(x[0]) < 1.5 {
				return
			}
		}
	}
	flat := func(r *rand.Rand, y, sigma float64, x []float64) {
		for u.Exact(r, []float64{y + sigma*r.NormFloat64()}, x) != nil {
		}
	}
	for _, c := range []struct {
		y, sigma float64
		broken   func(r *rand.Rand, y, sigma float64, x []float64)
	}{
		{8, 0.05, anywhere},
		{3, 0.1, anywhere},
		{12, 2, flat},
	} {
		y := []float64{c.y}
		want := rejected(u, stream(34), y, c.sigma, n)
		got := unset(4 * n)
		if err := u.ExactNoisy(stream(35), y, c.sigma, got); err != nil {
			t.Fatal(err)
		}
		right := told(u, got, want)
		r := stream(36)
		for i := 0; i < len(got); i += 4 {
			c.broken(r, c.y, c.sigma, got[i:i+4])
		}
		wrong := told(u, got, want)
		t.Logf("y = %g ± %g: %.3f of the exact samples are told from rejection, %.3f of the broken ones", c.y, c.sigma, right, wrong)
		if right > alike || wrong < alike+0.02 {
			t.Errorf("not at most %g and clearly more", alike)
		}
	}
}

// What the prior has beside a density: whole speeds, and throws from the very ground.
func TestThrowAtoms(t *testing.T) {
	u := &ballistics().Setups[0]
	const n = 50000
	x := unset(4 * n)
	if err := u.Exact(stream(37), u.Start, x); err != nil {
		t.Fatal(err)
	}
	ground := 0
	for i := 0; i < len(x); i += 4 {
		if x[i+3] != math.Trunc(x[i+3]) {
			t.Fatalf("a speed of %v", x[i+3])
		}
		if x[i+1] == 0 {
			ground++
		}
	}
	// Of the prior Φ(−3) = 0.00135 start there; where a throw lands depends on its height but little.
	if share := float64(ground) / n; share < 0.0007 || share > 0.0027 {
		t.Errorf("%.5f of the throws start on the ground", share)
	}
}

// Whatever a network makes of x, it lands somewhere.
func FuzzThrow(f *testing.F) {
	f.Add(0.0, 1.5, 45.0, 15.0)
	f.Add(0.0, -3.0, 200.0, -7.5)
	f.Add(0.0, 1e9, 81.0, 1e6)
	f.Fuzz(func(t *testing.T, x0, y0, angle, v0 float64) {
		x, y := []float64{x0, y0, angle, v0}, []float64{math.NaN()}
		for _, v := range x {
			if !(math.Abs(v) < 1e12) {
				t.Skip("not a number that a network makes of scaled columns")
			}
		}
		throwSimulate(nil, x, y)
		if math.IsNaN(y[0]) || math.IsInf(y[0], 0) {
			t.Errorf("x = %v lands at %v", x, y[0])
		}
		if line := throwSketch(x)[0]; math.Abs(line[len(line)-1][0]-y[0]) > 1e-12*(1+math.Abs(y[0])) {
			t.Errorf("x = %v is drawn to %v and lands at %v", x, line[len(line)-1], y[0])
		}
	})
}

// The words for a place that hardly any throw reaches.
func TestThrowWords(t *testing.T) {
	u := &ballistics().Setups[0]
	for y, want := range map[float64]string{
		60:          "hardly any throw lands at y = 60",
		math.Inf(1): "number 1 of y is not finite",
	} {
		if err := u.Exact(stream(38), []float64{y}, make([]float64, 4)); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
