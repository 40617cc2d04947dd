package widgets

import (
	"fmt"
	"image"
	"testing"

	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/unit"
)

func window(ops *op.Ops, w, h int) layout.Context {
	return layout.Context{
		Ops: ops, Metric: unit.Metric{PxPerDp: 1, PxPerSp: 1}, Constraints: layout.Exact(image.Pt(w, h)),
	}
}

// BenchmarkRaster draws new points over a kept frame, as when an answer arrives.
func BenchmarkRaster(b *testing.B) {
	for _, n := range []int{2000, 10000} {
		for _, byMode := range []bool{false, true} {
			plot := samplePlot(Light(), n, byMode)
			b.Run(fmt.Sprintf("points=%d/colours=%v", n, byMode), func(b *testing.B) {
				var p Picture
				var ops op.Ops
				k := 0
				for b.Loop() {
					ops.Reset()
					k++
					p.Layout(window(&ops, 640, 640), k, func() Plot { return plot })
				}
			})
		}
	}
}

// BenchmarkFrame draws everything, as after a change of size.
func BenchmarkFrame(b *testing.B) {
	plot := samplePlot(Light(), 2000, false)
	b.ReportAllocs()
	for b.Loop() {
		raster(plot, 640, 640, 1)
	}
}

// BenchmarkCached places a plot that has not changed.
func BenchmarkCached(b *testing.B) {
	plot := samplePlot(Light(), 2000, false)
	var p Picture
	var ops op.Ops
	b.ReportAllocs()
	for b.Loop() {
		ops.Reset()
		p.Layout(window(&ops, 640, 640), 1, func() Plot { return plot })
	}
}

// BenchmarkParts draws what else changes with an answer or a step.
func BenchmarkParts(b *testing.B) {
	for name, c := range map[string]struct {
		plot Plot
		w, h int
	}{
		"losses": {lossPlot(Light()), 300, 220}, "marginal": {marginalPlot(Light(), false), 480, 120},
		"latent": {latentPlot(Light()), 240, 240},
	} {
		b.Run(name, func(b *testing.B) {
			var p Picture
			var ops op.Ops
			k := 0
			for b.Loop() {
				ops.Reset()
				k++
				p.Layout(window(&ops, c.w, c.h), k, func() Plot { return c.plot })
			}
		})
	}
}
