package main

import (
	"bytes"
	"fmt"
	"io"

	"innlab/app/file"
	"innlab/inn"
)

var predictCommand = command{
	name: "predict",
	does: "send x forward through the network: x -> y, z",
	more: "Of a method with a density, as cinn, pairs of x and y give z and log q(x | y). With -density inn tells it too, for a y " +
		"that is known to within nll.sigma, where the network has no padding.",
	declare: func(f *flags) action {
		path := f.text("model", "MODEL", "the trained network")
		xFile := f.text("x-file", "FILE", "a table of x, "+file.TableTypes+"; - is CSV on standard input")
		density := f.toggle("density", "log q(x | y) beside y and z, of pairs of x and y")
		out := f.out()
		return func(s streams, _ string) error {
			if err := tableNames(*xFile, *out); err != nil {
				return err
			}
			m, err := readModel(*path)
			if err != nil {
				return err
			}
			forward, predicts := m.Estimator.(inn.Forwarder)
			_, dense := m.Estimator.(inn.Density)
			if !predicts && !dense {
				return fmt.Errorf("method %s has no forward pass: it answers y with x and predicts no y; "+
					"innlab sample draws from it", m.checkpoint.Method)
			}
			if *xFile == "" {
				return usagef("say with -x-file which x to send forward")
			}
			if err := file.Probe(*out); err != nil {
				return err
			}
			var t *file.Table
			switch {
			case !predicts:
				t, err = judged(m, *xFile, s)
			case *density:
				t, err = weighed(m, forward, *xFile, s)
			default:
				t, err = predicted(m, forward, *xFile, s)
			}
			if err != nil {
				return err
			}
			return writeTable(*out, s, t)
		}
	},
}

// predicted is y and z of the x of a table.
func predicted(m *model, forward inn.Forwarder, path string, s streams) (*file.Table, error) {
	x, err := m.readRows(path, s.in, "x")
	if err != nil {
		return nil, err
	}
	return forwarded(m, forward, x)
}

// forwarded is y and z of rows of x.
func forwarded(m *model, forward inn.Forwarder, x []float64) (*file.Table, error) {
	n, dimZ := len(x)/m.DimX(), forward.DimZ()
	y, z := make([]float64, n*m.DimY()), make([]float64, n*dimZ)
	forward.Forward(nil, x, y, z)
	t := &file.Table{Groups: []file.Group{tableOf("y", m.setup.Y), latents(dimZ)}}
	for i := range n {
		t.Data = append(t.Data, y[i*m.DimY():(i+1)*m.DimY()]...)
		t.Data = append(t.Data, z[i*dimZ:(i+1)*dimZ]...)
	}
	return t, allFinite(t, "prediction", 1)
}

// weighed is forwarded with the log-density log q(x | y) of the pairs of x and y of a table behind it.
func weighed(m *model, forward inn.Forwarder, path string, s streams) (*file.Table, error) {
	e, ok := m.Estimator.(inn.Smoothed)
	if !ok {
		return nil, fmt.Errorf("method %s tells no density; leave out -density", m.checkpoint.Method)
	}
	if err := e.SmoothedDensity(nil, nil, nil); err != nil { // of no pairs: before any are read
		return nil, fmt.Errorf("no -density: %w", err)
	}
	x, y, err := pairs(m, path, s)
	if err != nil {
		return nil, err
	}
	density := make([]float64, len(x)/m.DimX())
	if err := e.SmoothedDensity(x, y, density); err != nil {
		return nil, err
	}
	t, err := forwarded(m, forward, x)
	if err != nil {
		return nil, err
	}
	wide := len(t.Data) / len(density)
	var data []float64
	for i, v := range density {
		data = append(append(data, t.Data[i*wide:(i+1)*wide]...), v)
	}
	t.Groups, t.Data = append(t.Groups, logDensity), data
	return t, nil
}

// logDensity is a column of its own.
var logDensity = file.Group{Name: "log_density", Columns: []string{"log_density"}}

// pairs are the x and y of a table.
func pairs(m *model, path string, s streams) (x, y []float64, err error) {
	var side [2][]float64
	var text []byte // of standard input, which is read for both
	for i, name := range []string{"x", "y"} {
		in := s.in
		if path == "-" {
			if i == 0 {
				var err error
				if text, err = io.ReadAll(s.in); err != nil {
					return nil, nil, file.Unreadable("standard input", err)
				}
			}
			in = bytes.NewReader(text)
		}
		rows, err := m.readRows(path, in, name)
		if err != nil {
			return nil, nil, fmt.Errorf("%w; log q(x | y) is that of pairs of x and y, whose columns the table must name", err)
		}
		side[i] = rows
	}
	x, y = side[0], side[1]
	if n := len(x) / m.DimX(); len(y) != n*m.DimY() {
		return nil, nil, fmt.Errorf("%s has %d rows of x and %d of y", path, n, len(y)/m.DimY())
	}
	return x, y, nil
}

// judged is the z and the log-density log q(x | y) of the pairs of x and y of a table, where a method knows them.
func judged(m *model, path string, s streams) (*file.Table, error) {
	x, y, err := pairs(m, path, s)
	if err != nil {
		return nil, fmt.Errorf("%w; method %s predicts no y", err, m.checkpoint.Method)
	}
	n := len(x) / m.DimX()
	density := make([]float64, n)
	m.Estimator.(inn.Density).LogDensity(x, y, density)
	t := &file.Table{Groups: []file.Group{logDensity}}
	var z []float64
	dimZ := 0
	if e, ok := m.Estimator.(inn.Encoder); ok {
		dimZ = m.Estimator.(inn.Inverter).DimZ()
		z = make([]float64, n*dimZ)
		e.Encode(x, y, z)
		t.Groups = []file.Group{latents(dimZ), t.Groups[0]}
	}
	for i, v := range density {
		t.Data = append(append(t.Data, z[i*dimZ:(i+1)*dimZ]...), v)
	}
	return t, nil
}
