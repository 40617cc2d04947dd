package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"innlab/inn/baseline"
)

// Every method goes through every command: trained, sampled from, measured, gone on with and drawn; what a method cannot
// do is refused in one line.
func TestMethods(t *testing.T) {
	for _, k := range baseline.Methods {
		dir := t.TempDir()
		model, more := filepath.Join(dir, "a.innlab"), filepath.Join(dir, "b.innlab")
		line := "train -json -scene modes -setup some -steps 30 -sims 300 -workers 1 -method " + k.Name
		var r trainResult
		if err := json.Unmarshal([]byte(must(t, "", line+" -o "+model)), &r); err != nil {
			t.Fatal(err)
		}
		if r.Method != k.Name || r.Step != 30 || r.Simulations != 300 || len(r.Losses) != len(k.Losses) {
			t.Errorf("%s: trained %+v", k.Name, r)
		}
		if x := must(t, "", "sample -n 7 -model "+model); strings.Count(x, "\n") != 8 {
			t.Errorf("%s: sampled %q", k.Name, x)
		}
		if text := must(t, "", "eval -n 300 -model "+model); !strings.Contains(text, "method "+k.Name) || !strings.Contains(text, "mmd2") {
			t.Errorf("%s: eval says %q", k.Name, text)
		}
		must(t, "", "figure posterior -model "+model+" -o "+filepath.Join(dir, "a.svg"))
		must(t, "", "train -steps 5 -resume "+model+" -o "+more)
		status, _, said := call(t, "x1,x2\n1,1\n", "predict -x-file - -model "+model)
		if status != done && (status != 1 || !strings.Contains(said, "method "+k.Name+" has no forward pass") &&
			!strings.Contains(said, "method "+k.Name+" predicts no y")) {
			t.Errorf("%s: predict ends with %d, %q", k.Name, status, said)
		}
		if k.Name == "inn" {
			continue
		}
		if status, _, said := call(t, "", "train -method inn -resume "+model); status != 2 || !strings.Contains(said, "by -method "+k.Name) {
			t.Errorf("%s: going on by another method ends with %d, %q", k.Name, status, said)
		}
		if status, _, said := call(t, "", "train -method "+k.Name+" -set width=10"); status != 2 || !strings.Contains(said, "width") {
			t.Errorf("%s: a knob of another method ends with %d, %q", k.Name, status, said)
		}
		if status, _, said := call(t, "", "figure ablation -o a.png -model "+model); status != 2 || !strings.Contains(said, "method inn") {
			t.Errorf("%s: the ablation of it ends with %d, %q", k.Name, status, said)
		}
	}
}

// A method with a density tells it of pairs of x and y: it is higher at the mode of the label than far from it.
func TestPredictDensity(t *testing.T) {
	model := filepath.Join(t.TempDir(), "a.innlab")
	must(t, "", "train -scene modes -setup all -steps 150 -workers 1 -method cinn -o "+model)
	m, err := readModel(model)
	if err != nil {
		t.Fatal(err)
	}
	_, y, _ := strings.Cut(strings.Join(append(tableOf("x", m.setup.X).Columns, tableOf("y", m.setup.Y).Columns...), ","), "x2,")
	c := m.setup.Problem
	x := make([]float64, c.DimX)
	label := make([]float64, c.DimY)
	c.Pair(rand.New(rand.NewPCG(1, 1)), x, label)
	var row []string
	for _, v := range label {
		row = append(row, fmt.Sprint(v))
	}
	at := strings.Join(row, ",")
	pairs := fmt.Sprintf("x1,x2,%s\n%g,%g,%s\n%g,%g,%s\n", y, x[0], x[1], at, -x[0], -x[1], at)
	lines := strings.Fields(must(t, pairs, "predict -x-file - -model "+model))
	if len(lines) != 3 || lines[0] != "z1,z2,log_density" {
		t.Fatalf("predicted %q", lines)
	}
	var density [2]float64
	for i := range density {
		words := strings.Split(lines[i+1], ",")
		if density[i], err = strconv.ParseFloat(words[2], 64); err != nil {
			t.Fatal(err)
		}
	}
	if density[0] < density[1]+1 {
		t.Errorf("log q is %g at a mode and %g across from it", density[0], density[1])
	}
}
