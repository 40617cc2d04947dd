// Package baseline holds the methods that the invertible network is compared with, one file each, and the list of all
// methods. A new one is a file and a line in Methods; the contract tests of this package then run over it.
package baseline

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"innlab/inn"
)

// Methods are all methods in the order they are offered. The first is the default.
var Methods = []inn.Kind{
	inn.Invertible,
	cinn,
	autoencoder,
	flowAutoencoder,
	adversarial,
	monteCarlo,
	regression,
	rejection,
}

// Names are those of Methods.
func Names() (names []string) {
	for _, k := range Methods {
		names = append(names, k.Name)
	}
	return names
}

// Find returns the method of that name; an empty name is the first. The error lists what exists.
func Find(name string) (*inn.Kind, error) {
	if name == "" {
		return &Methods[0], nil
	}
	i := slices.IndexFunc(Methods, func(k inn.Kind) bool { return k.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("unknown method %q; there is: %s", name, strings.Join(Names(), ", "))
	}
	return &Methods[i], nil
}

// Load reads a model file of any method; see inn.Load.
func Load(r io.Reader) (*inn.Checkpoint, error) { return inn.Load(r, Methods) }

// Default is a configuration for a problem that has no preset of a method: that of the method for its dimensions, with
// a seed.
func Default(k *inn.Kind, p *inn.Problem) (inn.Config, inn.Live) {
	c, l := k.Default(p)
	c.Seed = 1
	return c, l
}

// perceptrons is a start for methods made of perceptrons that predict numbers of any unit.
func perceptrons(p *inn.Problem) (inn.Config, inn.Live) {
	return inn.Config{
			Hidden: []int{64, 64}, Activation: inn.SiLU, Init: inn.Xavier, LastScale: 1,
			Batch: 128, Steps: 4000, Warmup: 50, Cosine: true,
			Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, ClipNorm: 5, Average: 0.99,
			Scale: true, Logit: byLogit(p), Inside: drawnInside(p),
		}, inn.Live{
			Rate: 2e-3, Loss: [inn.NumLosses]inn.Term{{On: true, Weight: 1}},
		}
}

// Up to two bounded columns of x stay as they are, and answers out of bounds are drawn again: a smooth map rounds an edge,
// but a logit bends what lies beside it. With more columns too many answers would be drawn again.
func drawnInside(p *inn.Problem) bool { return p.Box != nil && p.DimX <= 2 }
func byLogit(p *inn.Problem) bool     { return p.Box != nil && p.DimX > 2 }
