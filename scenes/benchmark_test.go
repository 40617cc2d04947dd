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
	spoiled      = 2    // the observation at which broken samples are shown too
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
	if len(reference) < 4*n {
		return fmt.Errorf("%d reference numbers are too few for %d", len(reference), n)
	}
	kernels := posteriorKernels(dim)
	reference = scaled(reference)
	var part [4][]float64
	for i := range part {
		part[i] = reference[i*n : (i+1)*n]
	}
	var floor, d float64
	for i := range part {
		f := metric.MMD2(part[i], part[(i+1)%4], dim, kernels)
		floor += f * f / 4
		d += metric.MMD2(scaled(samples), part[i], dim, kernels) / 4
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
				if o != spoiled {
					continue
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
		m := means(reference, dim)
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

// means returns the mean of each column of x (n×dim).
func means(x []float64, dim int) []float64 {
	m := make([]float64, dim)
	for i, v := range x {
		m[i%dim] += v * float64(dim) / float64(len(x))
	}
	return m
}

// What a user reads for a y without an exact posterior, and that a y at the edge has one within the box.
func TestBenchmarkWords(t *testing.T) {
	for _, c := range []struct {
		scene string
		y     []float64
		want  string
	}{
		{"two-moons", []float64{0.5, 0}, "no x explains y = 0.5, 0: y lies outside what this scene can give"},
		{"two-moons", []float64{0.2, 2}, "no x explains y = 0.2, 2: y lies outside what this scene can give"},
		{"two-moons", []float64{0.2}, "y has 1 numbers; this scene's y has 2"},
		{"gaussian-mixture", []float64{0, 60}, "no x explains y = 0, 60: y lies far outside the prior"},
		{"slcp", []float64{1, 0, 1, 1, 1, 2, 1, 3}, "the four points of y lie on one line along an axis: a spread of 0 has no posterior density"},
		{"slcp", []float64{99, 0, 98, 1, 99, 2, 98, 3}, "y lies so far outside what this scene gives that its exact posterior takes too long"},
		{"sir", []float64{0, 0, 0, 0, 0, -1, 0, 0, 0, 0}, "number 6 of y is -1; it counts the infected among 1000 people"},
		{"lotka-volterra", make([]float64, 20), "number 1 of y is 0; counts must be above 0"},
	} {
		scene, err := Find(c.scene)
		if err != nil {
			t.Fatal(err)
		}
		s := &scene.Setups[0]
		if err := s.Exact(stream(0), c.y, make([]float64, s.Problem.DimX)); err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", c.scene, err, c.want)
		}
	}
	for _, y := range [][]float64{{12, 3}, {-9.99, 9.99}, {10.3, -14}} {
		s := gaussianMixture().Setups[0]
		x := make([]float64, 2*500)
		if err := s.Exact(stream(0), y, x); err != nil {
			t.Errorf("y = %v: %v", y, err)
		}
		for ; len(x) > 0; x = x[2:] {
			if !within(mixtureBox, x[:2]) {
				t.Fatalf("y = %v: x = %v lies outside the prior", y, x[:2])
			}
		}
	}
}
