package own

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat/distuv"
)

// Distribution is one that a prior can name.
type Distribution struct {
	Name   string
	Params []string // in the order of Draw's v
	Doc    string
	Whole  bool // it draws whole numbers
	// Check says what is wrong with the parameters, empty for nothing.
	Check func(v []float64) string
	Draw  func(r *rand.Rand, v []float64) float64
	// Bounds of what it draws; nil: none.
	Bounds func(v []float64) (low, high float64)
}

// Checks that several distributions share.
func positive(names ...string) func(v []float64) string {
	return func(v []float64) string {
		for i, name := range names {
			if name != "" && !(v[i] > 0) {
				return fmt.Sprintf("%s must be above 0, not %g", name, v[i])
			}
		}
		return ""
	}
}

func rising(v []float64) string {
	if !(v[0] < v[1]) {
		return fmt.Sprintf("min must be below max, not %g and %g", v[0], v[1])
	}
	return ""
}

func between(v []float64) (float64, float64)    { return v[0], v[1] }
func fromZero(v []float64) (float64, float64)   { return 0, math.Inf(1) }
func toTheRight(v []float64) (float64, float64) { return v[0], math.Inf(1) }

// Distributions are all that a prior can name, drawn by gonum's distuv.
var Distributions = []Distribution{
	{Name: "normal", Params: []string{"mean", "sd"}, Check: positive("", "sd"),
		Draw: func(r *rand.Rand, v []float64) float64 { return distuv.Normal{Mu: v[0], Sigma: v[1], Src: r}.Rand() }},
	{Name: "uniform", Params: []string{"min", "max"}, Check: rising, Bounds: between,
		Draw: func(r *rand.Rand, v []float64) float64 { return distuv.Uniform{Min: v[0], Max: v[1], Src: r}.Rand() }},
	{Name: "loguniform", Params: []string{"min", "max"}, Doc: "its logarithm is uniform", Bounds: between,
		Check: func(v []float64) string { return cmp.Or(positive("min")(v), rising(v)) },
		Draw: func(r *rand.Rand, v []float64) float64 {
			x := math.Exp(distuv.Uniform{Min: math.Log(v[0]), Max: math.Log(v[1]), Src: r}.Rand())
			return min(max(x, v[0]), v[1])
		}},
	{Name: "lognormal", Params: []string{"mu", "sigma"}, Doc: "its logarithm is normal with mean mu and standard deviation sigma",
		Check: positive("", "sigma"), Bounds: fromZero,
		Draw: func(r *rand.Rand, v []float64) float64 { return distuv.LogNormal{Mu: v[0], Sigma: v[1], Src: r}.Rand() }},
	{Name: "gamma", Params: []string{"shape", "rate"}, Doc: "mean shape / rate", Check: positive("shape", "rate"), Bounds: fromZero,
		Draw: func(r *rand.Rand, v []float64) float64 { return distuv.Gamma{Alpha: v[0], Beta: v[1], Src: r}.Rand() }},
	{Name: "beta", Params: []string{"a", "b"}, Doc: "between 0 and 1, mean a / (a+b)", Check: positive("a", "b"),
		Bounds: func([]float64) (float64, float64) { return 0, 1 },
		Draw:   func(r *rand.Rand, v []float64) float64 { return distuv.Beta{Alpha: v[0], Beta: v[1], Src: r}.Rand() }},
	{Name: "exponential", Params: []string{"rate"}, Doc: "mean 1 / rate", Check: positive("rate"), Bounds: fromZero,
		Draw: func(r *rand.Rand, v []float64) float64 { return distuv.Exponential{Rate: v[0], Src: r}.Rand() }},
	{Name: "weibull", Params: []string{"shape", "scale"}, Check: positive("shape", "scale"), Bounds: fromZero,
		Draw: func(r *rand.Rand, v []float64) float64 { return distuv.Weibull{K: v[0], Lambda: v[1], Src: r}.Rand() }},
	{Name: "pareto", Params: []string{"min", "shape"}, Check: positive("min", "shape"), Bounds: toTheRight,
		Draw: func(r *rand.Rand, v []float64) float64 { return distuv.Pareto{Xm: v[0], Alpha: v[1], Src: r}.Rand() }},
	{Name: "laplace", Params: []string{"mean", "scale"}, Check: positive("", "scale"),
		Draw: func(r *rand.Rand, v []float64) float64 { return distuv.Laplace{Mu: v[0], Scale: v[1], Src: r}.Rand() }},
	{Name: "student", Params: []string{"mean", "scale", "df"}, Check: positive("", "scale", "df"),
		Draw: func(r *rand.Rand, v []float64) float64 {
			return distuv.StudentsT{Mu: v[0], Sigma: v[1], Nu: v[2], Src: r}.Rand()
		}},
	{Name: "triangle", Params: []string{"min", "max", "mode"}, Bounds: between,
		Check: func(v []float64) string {
			if s := rising(v); s != "" || v[2] >= v[0] && v[2] <= v[1] {
				return s
			}
			return fmt.Sprintf("mode must lie from min to max, not at %g", v[2])
		},
		Draw: func(r *rand.Rand, v []float64) float64 { return distuv.NewTriangle(v[0], v[1], v[2], r).Rand() }},
	{Name: "poisson", Params: []string{"mean"}, Whole: true, Check: positive("mean"), Bounds: fromZero,
		Draw: func(r *rand.Rand, v []float64) float64 { return distuv.Poisson{Lambda: v[0], Src: r}.Rand() }},
	{Name: "binomial", Params: []string{"n", "p"}, Whole: true,
		Check: func(v []float64) string {
			switch {
			case !(v[0] >= 1 && v[0] == math.Trunc(v[0])):
				return fmt.Sprintf("n must be a whole number from 1 on, not %g", v[0])
			case !(v[1] > 0 && v[1] < 1):
				return fmt.Sprintf("p must lie between 0 and 1, not at %g", v[1])
			}
			return ""
		},
		Bounds: func(v []float64) (float64, float64) { return 0, v[0] },
		Draw:   func(r *rand.Rand, v []float64) float64 { return distuv.Binomial{N: v[0], P: v[1], Src: r}.Rand() }},
	{Name: "integer", Params: []string{"min", "max"}, Doc: "whole numbers from min to max, equally likely", Whole: true,
		Check: func(v []float64) string {
			if v[0] != math.Trunc(v[0]) || v[1] != math.Trunc(v[1]) || v[1]-v[0] > 1e9 {
				return fmt.Sprintf("min and max must be whole numbers, not %g and %g", v[0], v[1])
			}
			return rising(v)
		},
		Bounds: between,
		Draw:   func(r *rand.Rand, v []float64) float64 { return v[0] + float64(r.Int64N(int64(v[1]-v[0])+1)) }},
}

// entryOf makes an entry of one of a file.
func entryOf(name string, entry map[string]any) (Entry, error) {
	e := Entry{Name: name}
	e.Distribution, _ = entry["distribution"].(string)
	e.Unit, _ = entry["unit"].(string)
	d := e.of()
	if d == nil {
		return e, e.check()
	}
	for _, key := range slices.Sorted(maps.Keys(entry)) {
		if key != "distribution" && key != "unit" && !slices.Contains(d.Params, key) {
			return e, fmt.Errorf("%s has no parameter %q; it has %s", d.Name, key, strings.Join(d.Params, ", "))
		}
	}
	for _, p := range d.Params {
		v, ok := entry[p].(float64)
		if !ok {
			v = math.NaN()
		}
		e.Values = append(e.Values, v)
	}
	return e, nil
}

// of is the distribution of the entry, nil where there is none of its name.
func (e *Entry) of() *Distribution {
	if i := slices.IndexFunc(Distributions, func(d Distribution) bool { return d.Name == e.Distribution }); i >= 0 {
		return &Distributions[i]
	}
	return nil
}

// check says what is wrong with the entry's distribution.
func (e *Entry) check() error {
	d := e.of()
	if d == nil {
		var names []string
		for _, d := range Distributions {
			names = append(names, d.Name)
		}
		return fmt.Errorf("%q is no distribution; there is: %s", e.Distribution, strings.Join(names, ", "))
	}
	for i, p := range d.Params {
		if i >= len(e.Values) || math.IsNaN(e.Values[i]) || math.IsInf(e.Values[i], 0) {
			return fmt.Errorf("%s needs a number for %s", d.Name, p)
		}
	}
	if s := d.Check(e.Values); s != "" {
		return fmt.Errorf("%s: %s", d.Name, s)
	}
	return nil
}

// field is the number of x that the entry draws.
func (e *Entry) field() Field {
	d := e.of()
	f := Field{Name: e.Name, Unit: e.Unit, Whole: d.Whole}
	if d.Bounds != nil {
		low, high := d.Bounds(e.Values)
		f.Low = &low
		if !math.IsInf(high, 1) {
			f.High = &high
		}
	}
	return f
}
