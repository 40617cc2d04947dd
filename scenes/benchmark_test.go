package scenes

import (
	"compress/bzip2"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"innlab/inn/metric"
)

// The exact posteriors of the benchmark's tasks against its reference samples, which other programs drew (Julia's and
// torch's simulators, slice sampling and rejection). Files: github.com/sbi-benchmark/sbibm, MIT.

// tasks are the benchmark's names of scenes.
var tasks = map[string]string{
	"two-moons": "two_moons", "gaussian-mixture": "gaussian_mixture", "gaussian-linear": "gaussian_linear",
	"slcp": "slcp", "sir": "sir", "lotka-volterra": "lotka_volterra",
}

const (
	observations = 5
	closer       = 2    // the observation that a classifier looks at, and at which broken samples are shown too
	referenceN   = 1000 // samples compared, of 10 000
)

// benchmarkReference returns an observation and reference samples of its posterior. It skips the test where INNLAB_DATA names no
// folder.
func benchmarkReference(t *testing.T, scene string, observation int) (y, x []float64) {
	t.Helper()
	root := os.Getenv("INNLAB_DATA")
	if root == "" {
		t.Skip("INNLAB_DATA is not set: no reference data")
	}
	folder := filepath.Join(root, "sbibm", tasks[scene], strconv.Itoa(observation))
	y = numbers(t, filepath.Join(folder, "observation.csv"))
	if scene == "lotka-volterra" { // whose y are logarithms of the benchmark's
		for i, v := range y {
			y[i] = math.Log(v)
		}
	}
	return y, numbers(t, filepath.Join(folder, "reference_posterior_samples.csv.bz2"))
}

// numbers reads all numbers of a CSV file with a head.
func numbers(t *testing.T, name string) (v []float64) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(name, ".bz2") {
		in = bzip2.NewReader(f)
	}
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, row := range rows[1:] {
		for _, s := range row {
			n, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			v = append(v, n)
		}
	}
	return v
}

// differs reports samples (n×dim) that are not from the distribution of the reference: their discrepancy, with every
// column scaled by the reference's spread, is beyond five times what parts of the reference score among themselves.
func differs(reference, samples []float64, dim int) error {
	spread := metric.Spread(reference, dim)
	scaled := func(x []float64) []float64 {
		s := slices.Clone(x)
		for i := range s {
			s[i] /= spread[i%dim]
		}
		return s
	}
	n := len(samples)
	kernels := posteriorKernels(dim)
	reference, samples = scaled(reference), scaled(samples)
	const parts = 4
	var floor, d float64
	for i := range parts {
		part, next := reference[i*n:(i+1)*n], reference[(i+1)*n:(i+2)*n]
		f := metric.MMD2(part, next, dim, kernels)
		floor += f * f / parts
		d += metric.MMD2(samples, part, dim, kernels) / parts
	}
	if floor = math.Sqrt(floor); !(d < 5*floor) {
		return fmt.Errorf("exact samples are %.2g from the reference, noise is %.2g", d, floor)
	}
	return nil
}

func TestBenchmarkReference(t *testing.T) {
	for name := range tasks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			scene, err := Find(name)
			if err != nil {
				t.Fatal(err)
			}
			s := &scene.Setups[0]
			dim := s.Problem.DimX
			for o := 1; o <= observations; o++ {
				y, want := benchmarkReference(t, name, o)
				got := make([]float64, referenceN*dim)
				if err := s.Exact(stream(uint64(o)), y, got); err != nil {
					t.Errorf("observation %d: %v", o, err)
					continue
				}
				if err := differs(want, got, dim); err != nil {
					t.Errorf("observation %d: %v", o, err)
				}
				if o != closer {
					continue
				}
				if c, _, _ := metric.C2ST(want[:len(got)], got, dim, 1, nil); !(c <= 0.53) {
					t.Errorf("observation %d: a classifier tells exact samples from the reference with an accuracy of %.3f", o, c)
				}
				for what, spoil := range spoils {
					broken := slices.Clone(got)
					spoil(stream(uint64(o)), broken, want, dim)
					if differs(want, broken, dim) == nil {
						t.Errorf("observation %d: samples %s pass", o, what)
					}
				}
			}
		})
	}
}

// spoils are ways to get exact samples wrong that the comparison must see.
var spoils = map[string]func(r *rand.Rand, x, reference []float64, dim int){
	"a quarter too wide": func(_ *rand.Rand, x, reference []float64, dim int) {
		m := metric.Mean(reference, dim)
		for i := range x {
			x[i] = m[i%dim] + 1.25*(x[i]-m[i%dim])
		}
	},
	"a fifth of a spread off": func(_ *rand.Rand, x, reference []float64, dim int) {
		for i, s := range metric.Spread(reference, dim) {
			for k := i; k < len(x); k += dim {
				x[k] += 0.2 * s
			}
		}
	},
	"whose first column is another's": func(r *rand.Rand, x, _ []float64, dim int) {
		if dim == linearDim {
			clear(x) // its columns are independent: this would break nothing
		}
		for k := len(x)/dim - 1; k > 0; k-- {
			j := r.IntN(k + 1)
			x[k*dim], x[j*dim] = x[j*dim], x[k*dim]
		}
	},
}
