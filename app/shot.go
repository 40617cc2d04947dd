package main

import (
	"image"
	"image/png"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"innlab/app/file"
	"innlab/app/session"
	"innlab/app/window"
)

var shotCommand = command{
	name: "shot",
	does: "the window as a picture; needs no display",
	more: "Without -time and -model the scene's preset is trained to its end first.",
	declare: func(f *flags) action {
		o := f.window()
		view := f.text("view", "NAME", strings.Join(window.Views, ", ")+" (default: "+window.Views[0]+")")
		span := f.duration("time", "train so long first, 20s or 5m")
		out := f.text("o", "FILE.png", "where the picture goes; - is standard output")
		return func(s streams, _ string) error {
			opt, err := o.options(s, false)
			if err != nil {
				return err
			}
			if err := check("view", *view, window.Views); err != nil {
				return err
			}
			opt.View = *view
			switch {
			case *out == "":
				return usagef("say with -o where the picture goes, as .png")
			case *out != "-" && !strings.EqualFold(filepath.Ext(*out), ".png"):
				return usagef("%s: a picture of the window is written as .png only", *out)
			case opt.Model != nil && *span > 0:
				return usagef("a -model is shown as it is; leave out -time")
			}
			if err := file.Probe(*out); err != nil {
				return err
			}
			show, began := newProgress(s.err, ""), time.Now()
			ctx, stop := interruptible()
			defer stop()
			opt.Watch = func(n *session.Snapshot) {
				if ctx.Err() != nil {
					runtime.Goexit() // ends the drawing with all that it has opened; await sees it
				}
				if n.Simulating {
					show.at(n.Simulated, time.Since(began), "simulations, made once and kept", "simulations")
					return
				}
				show.watch(snapshotMoment(n, *span))
			}
			img, err := await(ctx, func() (*image.RGBA, error) {
				defer show.done()
				return window.Shot(opt, *span)
			})
			if err != nil {
				return err
			}
			return write(*out, s, func(w io.Writer) error { return png.Encode(w, img) })
		}
	},
}

// snapshotMoment tells how far the training of a window is, which ends after span, or with its schedule.
func snapshotMoment(n *session.Snapshot, span time.Duration) moment {
	c := n.Plan.Columns[0].Config
	m := moment{step: n.Step, speed: n.Speed, elapsed: n.Elapsed, losses: n.Columns[0].Losses[:], of: n.Plan.Columns[0].Losses()}
	if span > 0 {
		m.share = float64(n.Elapsed) / float64(span)
	} else {
		m.end, m.share = c.Steps, float64(n.Step)/float64(c.Steps)
	}
	m.share = min(m.share, 1)
	m.left = time.Duration(float64(m.elapsed) * (1/max(m.share, 1e-9) - 1))
	return m
}
