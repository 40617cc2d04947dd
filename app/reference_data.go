package main

import (
	"math"
	"path/filepath"
	"strconv"

	"innlab/app/file"
	"innlab/app/measure"
	"innlab/scenes"
)

// Reference posteriors of the benchmark for simulation-based inference (github.com/sbi-benchmark/sbibm, MIT), in its
// folders: TASK/OBSERVATION/observation.csv and reference_posterior_samples.csv.bz2.

// referenceTasks are the benchmark's names of scenes.
var referenceTasks = map[string]string{
	"two-moons": "two_moons", "gaussian-mixture": "gaussian_mixture", "gaussian-linear": "gaussian_linear",
	"slcp": "slcp", "sir": "sir", "lotka-volterra": "lotka_volterra",
}

// reference is an observation with samples (n×DimX) of its posterior.
type reference struct{ y, x []float64 }

// readReference reads observation n of a scene's task.
func readReference(folder, scene string, s *scenes.Setup, n int) (r reference, err error) {
	read := func(name string, axes []scenes.Axis) ([]float64, error) {
		return file.ReadTable(filepath.Join(folder, referenceTasks[scene], strconv.Itoa(n), name), nil, tableOf("", axes))
	}
	if r.y, err = read("observation.csv", s.Y); err != nil {
		return r, err
	}
	r.y = r.y[:len(s.Y)]
	if scene == "lotka-volterra" { // whose y are logarithms of the benchmark's
		for i, v := range r.y {
			r.y[i] = math.Log(v)
		}
	}
	r.x, err = read("reference_posterior_samples.csv.bz2", s.X)
	return r, err
}

// costly is the dimension from which on a C2ST as the benchmark defines it takes a minute.
const costly = 6

// classifiers are the forms of C2ST for a dimension: the benchmark's definition, where it is costly only if asked for, and
// one that stops early where the definition learns its samples by heart.
func classifiers(dim int, definition bool) (forms []measure.Classifier) {
	if dim < costly || definition {
		forms = append(forms, measure.Definition)
	}
	if by := measure.ClassifierFor(dim); by != measure.Definition {
		forms = append(forms, by)
	}
	return forms
}
