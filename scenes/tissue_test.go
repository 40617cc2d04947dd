package scenes

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// reference opens a file of the reference data; the test is skipped where INNLAB_DATA is not set.
func reference(t *testing.T, name string) *os.File {
	t.Helper()
	folder := os.Getenv("INNLAB_DATA")
	if folder == "" {
		t.Skip("INNLAB_DATA is not set: no reference data")
	}
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestHaemoglobin: the extinctions are those of the table, between its lines where a band lies there.
func TestHaemoglobin(t *testing.T) {
	var nm, oxy, deoxy []float64
	for lines := bufio.NewScanner(reference(t, "haemoglobin.txt")); lines.Scan(); {
		var a, b, c float64
		if n, _ := fmt.Sscan(lines.Text(), &a, &b, &c); n == 3 {
			nm, oxy, deoxy = append(nm, a), append(oxy, b), append(deoxy, c)
		}
	}
	if len(nm) < 300 {
		t.Fatalf("%d lines in the table", len(nm))
	}
	for _, b := range bands {
		i, found := slices.BinarySearch(nm, b.nm)
		share := 0.0
		if !found {
			i--
			share = (b.nm - nm[i]) / (nm[i+1] - nm[i])
		}
		between := func(v []float64) float64 { return v[i] + share*(v[i+1]-v[i]) }
		if math.Abs(between(oxy)-b.oxy) > 0.01 || math.Abs(between(deoxy)-b.deoxy) > 0.01 {
			t.Errorf("%g nm: %g and %g, the table says %g and %g", b.nm, b.oxy, b.deoxy, between(oxy), between(deoxy))
		}
	}
}

// TestReflectances: three layers whose reflectance is known from following photons, within three of its standard errors
// of 0.001; blood volume a tenth off does not pass.
func TestReflectances(t *testing.T) {
	want := map[float64]float64{470: 0.1252, 480: 0.1434, 560: 0.0743, 580: 0.0603, 600: 0.2700, 660: 0.4405, 700: 0.4538}
	worst := func(blood float64) (d float64) {
		raw := make([]float64, len(bands))
		tissueReflect(nil, []float64{0.7, blood, blood, blood, 18.9, 18.9, 18.9, 0.875, 0.875, 0.875, 800, 600, 500}, raw)
		for i, b := range bands {
			if w, ok := want[b.nm]; ok {
				d = max(d, math.Abs(raw[i]-w))
			}
		}
		return d
	}
	if d := worst(5); !(d <= 0.003) {
		t.Errorf("reflectances are %.4f off", d)
	}
	if d := worst(5.5); d <= 0.003 {
		t.Error("a tenth more blood passes")
	}
}

// TestCamera: brightness does not count, y has length 1, and the noise has the spread that is asked for.
func TestCamera(t *testing.T) {
	raw := tissueStart()
	bright := slices.Clone(raw)
	for i := range bright {
		bright[i] *= 3
	}
	a, b := make([]float64, 8), make([]float64, 8)
	camera(nil, 10, raw, a)
	camera(nil, 10, bright, b)
	var square float64
	for i := range a {
		square += a[i] * a[i]
		if math.Abs(a[i]-b[i]) > 1e-12 {
			t.Errorf("band %d depends on the brightness", i)
		}
	}
	if math.Abs(square-1) > 1e-12 {
		t.Errorf("y has the length %g", math.Sqrt(square))
	}
	// e^(−s·y) is proportional to the reflectance where s makes these sum to 1: so noise can be found again.
	for _, snr := range []float64{10, 50} {
		r := stream(30)
		var noise []float64
		for range 4000 {
			camera(r, snr, raw, b)
			lo, hi := 0.0, 100.0
			for range 60 {
				s, sum := (lo+hi)/2, 0.0
				for _, v := range b {
					sum += math.Exp(-s * v)
				}
				if sum > 1 {
					lo = s
				} else {
					hi = s
				}
			}
			noise = append(noise, math.Exp(-lo*(b[7]-b[6]))/(raw[7]/raw[6])) // of two bands
		}
		if got, want := stat.StdDev(noise, nil), math.Sqrt2/snr; math.Abs(got/want-1) > 0.05 {
			t.Errorf("snr %g: the ratio of two bands spreads by %.4f, want %.4f", snr, got, want)
		}
	}
}

// TestOrgan: every pixel's x is one that the prior allows, the picture has vessels and a tumour short of oxygen, and it
// is the same every time.
func TestOrgan(t *testing.T) {
	x := make([]float64, tissueDim)
	low, high := 1.0, 0.0
	for row := range imageH {
		for column := range imageW {
			organ((float64(column)+0.5)/imageW, (float64(row)+0.5)/imageW, x)
			if !within(tissueBox, x) {
				t.Fatalf("pixel %d, %d: x = %.3g", column, row, x)
			}
			low, high = min(low, x[tissueOxygen]), max(high, x[tissueOxygen])
		}
	}
	if low > 0.25 || high < 0.9 {
		t.Errorf("oxygenation from %.2f to %.2f", low, high)
	}
	if organ(tumour.x, tumour.y, x); x[tissueOxygen] > 0.25 {
		t.Errorf("the tumour has %.2f", x[tissueOxygen])
	}
	a, b := tissueImage(12, 8, 20), tissueImage(12, 8, 20)
	if !slices.Equal(a.X, b.X) || !slices.Equal(a.Y, b.Y) || len(a.X) != 12*8*tissueDim || len(a.Y) != 12*8*len(bands) {
		t.Error("the image is not the same every time")
	}
}

// TestTissueSpread: the spread in closed form is that of the prior.
func TestTissueSpread(t *testing.T) {
	r, want := stream(31), tissueSpread()
	columns := make([][]float64, tissueDim)
	x := make([]float64, tissueDim)
	for range 20000 {
		tissuePrior(r, x)
		for i, v := range x {
			columns[i] = append(columns[i], v)
		}
	}
	for i, c := range columns {
		if got := stat.StdDev(c, nil); math.Abs(got/want[i]-1) > 0.02 {
			t.Errorf("x %d spreads by %.4g, said to be %.4g", i, got, want[i])
		}
	}
}

// TestSlow: a training on a slow problem draws x from the pairs made before, with a new noise every time, and judging
// does not.
func TestSlow(t *testing.T) {
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, t.TempDir())
	}
	s := tissue().Setups[0]
	slow := *s.Slow
	slow.Count = 40
	s.Slow = &slow
	p, sims, err := s.Training(context.Background(), nil)
	if err != nil || sims != 40 || s.Problem.Table != nil {
		t.Fatalf("%d simulations, %v", sims, err)
	}
	seen := map[float64]map[float64]bool{}
	r := stream(32)
	x, y := make([]float64, tissueDim), make([]float64, len(bands))
	for range 2000 {
		p.Pair(r, x, y)
		if seen[x[0]] == nil {
			seen[x[0]] = map[float64]bool{}
		}
		seen[x[0]][y[0]] = true
	}
	if len(seen) != 40 {
		t.Errorf("%d different x of 40", len(seen))
	}
	for x, ys := range seen {
		if len(ys) < 10 {
			t.Errorf("oxygenation %g comes with %d different y", x, len(ys))
		}
	}
	quick := twoMoons().Setups[0]
	if _, sims, err := quick.Training(context.Background(), nil); sims != 0 || err != nil {
		t.Errorf("a quick problem: %d simulations, %v", sims, err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	slow.Count = 41
	if _, _, err := s.Training(stopped, nil); err == nil {
		t.Error("a context that has ended does not stop it")
	}
}
