import "../../operate/synth/synth-shim";
import "../../operate/synth/resolve-shim";
