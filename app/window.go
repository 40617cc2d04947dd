package main

import (
	"fmt"
	"strconv"
	"strings"

	"innlab/app/window"
)

var windowCommand = command{
	does: "open the window",
	declare: func(f *flags) action {
		o := f.window()
		return func(s streams, _ string) error {
			opt, err := o.options(s, true)
			if err != nil {
				return err
			}
			return window.Run(opt)
		}
	},
}

// windowFlags say what a window shows.
type windowFlags struct {
	*source
	theme, model  *string
	width, height int
	seed          *uint64
}

// Bounds of a window in dp: what is laid out at all, and what is no slip of the finger.
const (
	leastWindow = 100
	mostWindow  = 8000
)

// window declares the flags of a window.
func (f *flags) window() *windowFlags {
	o := &windowFlags{source: f.source()}
	o.model = f.text("model", "MODEL", "show this trained network instead of training one")
	o.theme = f.text("theme", "NAME", strings.Join(window.Themes, ", ")+" (default: system)")
	f.value("size", "WxH", "of the window in dp (default 1280x800)", func(text string) error {
		a, b, ok := strings.Cut(text, "x")
		w, err1 := strconv.Atoi(a)
		h, err2 := strconv.Atoi(b)
		if !ok || err1 != nil || err2 != nil || min(w, h) < leastWindow || max(w, h) > mostWindow {
			return fmt.Errorf("must be a width and a height from %d to %d like 1280x800, not %q", leastWindow, mostWindow, text)
		}
		o.width, o.height = w, h
		return nil
	})
	o.seed = f.seed("of everything random in the training (default: the preset's)")
	return o
}

// options puts the flags together. Where there is a live window, it asks an own simulator itself.
func (o *windowFlags) options(s streams, live bool) (window.Options, error) {
	if err := check("theme", *o.theme, window.Themes); err != nil {
		return window.Options{}, err
	}
	opt := window.Options{Method: *o.method, Theme: *o.theme, Width: o.width, Height: o.height}
	if *o.model == "" {
		var err error
		resolve := o.resolve
		if live && *o.own.sim != "" {
			resolve = o.asking
		}
		if opt.Scene, opt.Setup, err = resolve(s, 0, *o.seed); err != nil {
			return opt, err
		}
	}
	if o.given("seed") {
		opt.Seed = *o.seed
	}
	if *o.model != "" {
		m, err := readModel(*o.model)
		if err != nil {
			return opt, err
		}
		if err := m.agrees(o.source); err != nil {
			return opt, err
		}
		if o.given("seed") {
			return opt, usagef("a -model keeps its seed; leave out -seed")
		}
		if err := o.own.attach(s, m); err != nil {
			return opt, err
		}
		if m.card != nil && m.setup.Problem.Prior == nil {
			return opt, usagef("the model was trained on %s; give %s, which the window shows", m.card.Name, m.source())
		}
		opt.Scene, opt.Setup, opt.Model = m.scene, m.setup, m.checkpoint
	}
	opt.Asked = o.own.asked
	return opt, nil
}
