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

// The invertible network tells a density beside y and z where it has no padding, and says why not where it has.
func TestPredictDensityOfINN(t *testing.T) {
	dir := t.TempDir()
	model, padded := filepath.Join(dir, "a.innlab"), filepath.Join(dir, "b.innlab")
	line := "train -scene kinematics -method inn -workers 1 -losses nll -set batch=128 "
	must(t, "", line+"-set width=4 -set dimz=2 -steps 200 -o "+model)
	must(t, "", line+"-steps 2 -o "+padded)
	m, err := readModel(model)
	if err != nil {
		t.Fatal(err)
	}
	c := m.setup.Problem
	x, y := make([]float64, c.DimX), make([]float64, c.DimY)
	c.Pair(rand.New(rand.NewPCG(1, 1)), x, y)
	names := append(tableOf("x", m.setup.X).Columns, tableOf("y", m.setup.Y).Columns...)
	row := func(v []float64) string { return strings.Trim(strings.ReplaceAll(fmt.Sprint(v), " ", ","), "[]") }
	far := []float64{y[0] + 3, y[1] - 3}
	pairs := strings.Join(names, ",") + "\n" + row(x) + "," + row(y) + "\n" + row(x) + "," + row(far) + "\n"
	lines := strings.Fields(must(t, pairs, "predict -density -x-file - -model "+model))
	if len(lines) != 3 || !strings.HasSuffix(lines[0], ",z1,z2,log_density") {
		t.Fatalf("predicted %q", lines)
	}
	var density [2]float64
	for i := range density {
		words := strings.Split(lines[i+1], ",")
		if density[i], err = strconv.ParseFloat(words[len(words)-1], 64); err != nil {
			t.Fatal(err)
		}
	}
	if density[0] < density[1]+1 {
		t.Errorf("log q is %g at the y of x and %g far from it", density[0], density[1])
	}
	if text := must(t, pairs, "predict -x-file - -model "+padded); strings.Contains(text, "log_density") {
		t.Errorf("unasked, predict prints %q", text)
	}
	if status, _, said := call(t, pairs, "predict -density -x-file - -model "+padded); status != failed || !strings.Contains(said, "pads x") || strings.Count(said, "\n") != 1 {
		t.Errorf("with padding it ends with %d, %q", status, said)
	}
}
