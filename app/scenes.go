package main

import (
	"fmt"
	"strings"

	"innlab/scenes"
)

var scenesCommand = command{
	name: "scenes",
	does: "list the scenes",
	declare: func(f *flags) action {
		asJSON := f.toggle("json", "print one JSON object")
		return func(s streams, _ string) error {
			if *asJSON {
				return writeJSON(s.out, map[string]any{"scenes": sceneList()})
			}
			t := table(s.out)
			fmt.Fprintln(t, "scene\ttitle\tset-ups\tx from y\ttruth")
			for _, scene := range sceneList() {
				var setups []string
				for _, u := range scene.Setups {
					setups = append(setups, u.Name)
				}
				fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n",
					scene.Name, scene.Title, strings.Join(setups, ", "), scene.Summary, scene.Truth)
			}
			fmt.Fprintln(t, "\nset-up\twhat its default preset reaches, measured by eval")
			for _, scene := range sceneList() {
				for _, u := range scene.Setups {
					fmt.Fprintf(t, "%s %s\t%s\n", scene.Name, u.Name, u.Reached)
				}
			}
			return t.Flush()
		}
	},
}

// sceneInfo is what scenes -json says of a scene, setupInfo of a set-up, axisInfo of an axis.
type (
	sceneInfo struct {
		Name    string      `json:"name"`
		Title   string      `json:"title"`
		Story   string      `json:"story"`
		Summary string      `json:"summary"`
		Truth   string      `json:"truth"`
		Setups  []setupInfo `json:"setups"`
	}
	setupInfo struct {
		Name    string     `json:"name"`
		X       []axisInfo `json:"x"`
		Y       []axisInfo `json:"y"`
		Start   []float64  `json:"start"` // the y shown first
		Presets []string   `json:"presets"`
		Reached string     `json:"reached"` // by the default preset, trained to its end
	}
	axisInfo struct {
		Name string  `json:"name"`
		Unit string  `json:"unit"` // empty: dimensionless
		Min  float64 `json:"min"`
		Max  float64 `json:"max"`
	}
)

// sceneList describes all scenes.
func sceneList() []sceneInfo {
	var all []sceneInfo
	for _, s := range scenes.All {
		info := sceneInfo{Name: s.Name, Title: s.Title, Story: s.Story, Summary: s.Summary, Truth: s.Truth}
		for _, u := range s.Setups {
			info.Setups = append(info.Setups, setupInfo{
				u.Name, axisList(u.X), axisList(u.Y), u.Start,
				names(u.Presets, func(p scenes.Preset) string { return p.Name }), u.Reached.String(),
			})
		}
		all = append(all, info)
	}
	return all
}

// axisList describes axes.
func axisList(axes []scenes.Axis) []axisInfo {
	var all []axisInfo
	for _, a := range axes {
		all = append(all, axisInfo{a.Name, a.Unit, a.Min, a.Max})
	}
	return all
}
