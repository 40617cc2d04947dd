package main

import "errors"

var windowCommand = command{
	does: "open the window",
	declare: func(f *flags) action {
		f.source()
		return func(s streams, _ string) error { return errors.New("innlab needs a display") }
	},
}
