package main

import (
	"fmt"

	"innlab/app/file"
	"innlab/inn"
)

var predictCommand = command{
	name: "predict",
	does: "send x forward through the network: x -> y, z",
	declare: func(f *flags) action {
		path := f.text("model", "MODEL", "the trained network")
		xFile := f.text("x-file", "FILE", "a table of x, "+file.TableTypes+"; - is CSV on standard input")
		out := f.out()
		return func(s streams, _ string) error {
			if err := tableNames(*xFile, *out); err != nil {
				return err
			}
			m, err := readModel(*path)
			if err != nil {
				return err
			}
			forward, ok := m.Estimator.(inn.Forwarder)
			if !ok {
				return fmt.Errorf("method %s has no forward pass: it answers y with x and predicts no y; "+
					"innlab sample draws from it", m.checkpoint.Method)
			}
			if *xFile == "" {
				return usagef("say with -x-file which x to send forward")
			}
			if err := file.Probe(*out); err != nil {
				return err
			}
			x, err := m.readRows(*xFile, s.in, "x")
			if err != nil {
				return err
			}
			n := len(x) / m.DimX()
			dimZ := forward.DimZ()
			y, z := make([]float64, n*m.DimY()), make([]float64, n*dimZ)
			forward.Forward(x, y, z)
			t := &file.Table{Groups: []file.Group{tableOf("y", m.setup.Y), latents(dimZ)}}
			for i := range n {
				t.Data = append(t.Data, y[i*m.DimY():(i+1)*m.DimY()]...)
				t.Data = append(t.Data, z[i*dimZ:(i+1)*dimZ]...)
			}
			if err := allFinite(t, "prediction", 1); err != nil {
				return err
			}
			return writeTable(*out, s, t)
		}
	},
}
